using Backprop.Numerics;

namespace Backprop.Tests.Optimization;

/// <summary>Where an optimizer's state begins: zeroed, whole, on a cache line like the parameters, and far from what is walked beside it.</summary>
public class StatePlacementTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(771)]
    [InlineData(5000)]
    public void States_keep_their_distance_modulo_a_page(int length)
    {
        NetworkBuffer<float> parameters = new(length);
        NetworkBuffer<float> gradients = new(length);
        NetworkBuffer<float>[] states = new NetworkBuffer<float>[2];
        StatePlacement.Allocate(states, parameters.Span, gradients.Span);

        List<int> places = [0, StatePlacement.Distance(in parameters.Origin, in gradients.Origin)];
        foreach (NetworkBuffer<float> state in states)
        {
            int place = StatePlacement.Distance(in parameters.Origin, in state.Origin);
            Assert.Equal(0, place % 64);
            Assert.All(places, other => Assert.InRange((place - other) & 4095, 640, 4096 - 640));
            places.Add(place);
            Assert.Equal(new float[length], state.Span.ToArray());
        }
    }

    [Fact]
    public void Nothing_has_states_of_nothing()
    {
        NetworkBuffer<float>[] states = new NetworkBuffer<float>[2];
        StatePlacement.Allocate(states, [], []);
        Assert.All(states, state => Assert.True(state.Span.IsEmpty));
    }
}
