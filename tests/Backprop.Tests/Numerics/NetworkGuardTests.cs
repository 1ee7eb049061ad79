using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>A refused call says what was expected and what came.</summary>
public sealed class NetworkGuardTests
{
    private readonly SomeWorkspace workspace = new(batchSize: 4, widestRow: 3);

    [Fact]
    public void Rows_are_whole_and_fit_the_workspace()
    {
        Assert.Equal(4, NetworkGuard.Rows(12, 3, workspace));
        Refused("inputs", "whole rows of 3 values, at least one; there are 0", () => NetworkGuard.Rows(0, 3, workspace));
        Refused("inputs", "whole rows of 3 values, at least one; there are 7", () => NetworkGuard.Rows(7, 3, workspace));
        Refused("inputs", "The workspace holds 4 rows; the inputs have 5", () => NetworkGuard.Rows(15, 3, workspace));
        Assert.Throws<ArgumentNullException>("workspace", () => NetworkGuard.Rows<float>(3, 3, null!));
    }

    [Fact]
    public void Predictions_have_room_for_every_row()
    {
        Assert.Equal(2, NetworkGuard.PredictRows<float>(new float[6], 3, new float[4], 2));
        Assert.Equal(0, NetworkGuard.PredictRows<float>([], 3, [], 2));
        Refused("inputs", "whole rows of 3 values; there are 7", () => NetworkGuard.PredictRows<float>(new float[7], 3, new float[4], 2));
        Refused("outputs", "2 rows are 4 values (2 each); there is room for 5", () => NetworkGuard.PredictRows<float>(new float[6], 3, new float[5], 2));
        float[] shared = new float[8];
        Refused("outputs", "should not lie in the memory of the inputs", () => NetworkGuard.PredictRows<float>(shared.AsSpan(0, 6), 3, shared.AsSpan(2, 4), 2));
        Refused("outputGradient", "copy it first", () => NetworkGuard.Apart<float>(shared.AsSpan(0, 6), shared.AsSpan(5)));
        NetworkGuard.Apart<float>(shared.AsSpan(0, 5), shared.AsSpan(5));
    }

    [Fact]
    public void Indices_are_whole_numbers_below_the_vocabulary()
    {
        NetworkGuard.Indices([0f, -0f, 1f, 4f], 2, 5);
        NetworkGuard.Indices([0.0, 16777215], 2, 1 << 24);
        NetworkGuard.Indices([0, 4], 2, 5);
        foreach (float wrong in new[] { -1, 5, 0.5f, 1e-45f, -1e-45f, 4.9999995f, float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue })
        {
            Refused("inputs", "row 1 at place 0 should be a whole number from 0 to 4; it is ", () => NetworkGuard.Indices([0, 0, 0, wrong], 3, 5));
            Refused("inputs", "row 1 at place 0 should be a whole number from 0 to 4; it is ", () => NetworkGuard.Indices([0, 0, 0, (double)wrong], 3, 5));
        }

        Refused("inputs", "row 0 at place 2 should be a whole number from 0 to 4; it is -1.", () => NetworkGuard.Indices([0, 0, -1], 3, 5));
        Refused("inputs", "it is 0.25.", () => NetworkGuard.Indices([0.25], 3, 5));
    }

    [Fact]
    public void Predictions_from_indices_have_room_for_every_row()
    {
        Assert.Equal(2, NetworkGuard.PredictRows<float>(new int[6], 3, new float[4], 2, 5));
        Refused("inputs", "whole rows of 3 values; there are 7", () => NetworkGuard.PredictRows<float>(new int[7], 3, new float[4], 2, 5));
        Refused("outputs", "2 rows are 4 values (2 each); there is room for 5", () => NetworkGuard.PredictRows<double>(new int[6], 3, new double[5], 2, 5));
        Refused("inputs", "it is 5.", () => NetworkGuard.PredictRows<float>([0, 1, 5], 3, new float[2], 2, 5));
        int[] shared = new int[8];
        Refused("outputs", "should not lie in the memory of the inputs",
            () => NetworkGuard.PredictRows<float>(shared.AsSpan(0, 6), 3, System.Runtime.InteropServices.MemoryMarshal.Cast<int, float>(shared.AsSpan(2, 4)), 2, 5));
    }

    [Fact]
    public void Stages_follow_each_other()
    {
        Assert.Contains("Forward first", Assert.Throws<InvalidOperationException>(() => NetworkGuard.Forwarded(workspace)).Message);
        workspace.Advance(WorkspaceStage.Forward, 2);
        Assert.Equal(2, NetworkGuard.Forwarded(workspace));
        Assert.Contains("Loss between", Assert.Throws<InvalidOperationException>(() => NetworkGuard.Lost(workspace)).Message);
        workspace.Advance(WorkspaceStage.Loss, 2);
        Assert.Equal(2, NetworkGuard.Lost(workspace));
        workspace.Advance(WorkspaceStage.Empty, 2);
        Assert.Throws<InvalidOperationException>(() => NetworkGuard.Forwarded(workspace));
    }

    [Fact]
    public void Targets_fit_the_outputs()
    {
        NetworkGuard.Labels([0, 2], 2, 3);
        NetworkGuard.Targets(6, 2, 3);
        NetworkGuard.OutputGradient(6, 2, 3);
        Refused("labels", "one label per row, 3; there are 2", () => NetworkGuard.Labels([0, 2], 3, 3));
        Refused("labels", "row 1 should be 0 to 2; it is 3", () => NetworkGuard.Labels([0, 3], 2, 3));
        Refused("labels", "row 0 should be 0 to 2; it is -1", () => NetworkGuard.Labels([-1, 0], 2, 3));
        Refused("targets", "6 values, 2 rows of 3; there are 5", () => NetworkGuard.Targets(5, 2, 3));
        Refused("outputGradient", "6 values, 2 rows of 3; there are 7", () => NetworkGuard.OutputGradient(7, 2, 3));
    }

    [Fact]
    public void Another_networks_workspace_is_refused_by_name()
    {
        Assert.Same(workspace, NetworkGuard.Own<SomeWorkspace>(workspace));
        Refused("workspace", $"should be a {typeof(SomeWorkspace)}; it is a {typeof(OtherWorkspace)}", () => NetworkGuard.Own<SomeWorkspace>(new OtherWorkspace()));
        Assert.Throws<ArgumentNullException>("workspace", () => NetworkGuard.Own<SomeWorkspace>(null!));
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void One_number_that_is_not_finite_is_found_and_none_beyond_the_count(float bad)
    {
        for (int place = 0; place < 40; place++)
        {
            var values = new NetworkBuffer<float>(40);
            var doubles = new NetworkBuffer<double>(40);
            values.Span[place] = bad;
            doubles.Span[place] = bad;
            Assert.False(NetworkGuard.AreFinite(values, place + 1));
            Assert.False(NetworkGuard.AreFinite(doubles, place + 1));
            Assert.True(NetworkGuard.AreFinite(values, place));
            Assert.True(NetworkGuard.AreFinite(doubles, place));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_batch_size_that_cannot_be_is_refused(int batchSize)
    {
        ArgumentException error = Assert.Throws<ArgumentOutOfRangeException>("batchSize", () => new SomeWorkspace(batchSize, widestRow: 100));
        Assert.Contains(batchSize.ToString(System.Globalization.CultureInfo.InvariantCulture), error.Message);
    }

    private static void Refused(string parameter, string message, Action call)
    {
        ArgumentException error = Assert.ThrowsAny<ArgumentException>(call);
        Assert.Equal(parameter, error.ParamName);
        Assert.Contains(message, error.Message);
    }

    private sealed class SomeWorkspace(int batchSize, long widestRow) : NetworkWorkspace<float>(batchSize, 1, widestRow);

    private sealed class OtherWorkspace() : NetworkWorkspace<float>(1, 1, 1);
}
