using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Backprop.Gradients.Tests.Networks;
using Backprop.Gradients.Tests.Textbook;

namespace Backprop.Gradients.Tests.Determinism;

/// <summary>Training runs of all networks with all optimizers, hashed to the last bit.</summary>
internal static class TrainingBits
{
    private const int Steps = 30, Rows = 21;

    /// <summary>SHA-256 over every loss, parameter, gradient, running average and prediction.</summary>
    public static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Optimizer[] optimizers =
            [new Adam(0.01f), new AdamW(0.01f), new RmsProp(0.005f), new Lion(0.002f), new Nesterov(0.01f), new Momentum(0.01f), new Sgd(0.01f), new Adam(0.01f), new AdamW(0.01f), new Adam(0.02f)];
        foreach ((INetwork<float> network, Optimizer optimizer) in AllNetworks.Single(seed: 5).Append(AllNetworks.WithModes(seed: 5).Single).Zip(optimizers))
        {
            optimizer.WeightDecay = 1e-3f;
            Train(network, optimizer, hash);
        }

        foreach (INetwork<double> network in AllNetworks.Double(seed: 6).Append(AllNetworks.WithModes(seed: 6).Double))
        {
            Train(network, hash);
        }

        Fit(hash);
        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static void Train(INetwork<float> network, Optimizer optimizer, IncrementalHash hash)
    {
        var data = new NetworkData<float>(network, Rows, seed: 9);
        NetworkWorkspace<float> workspace = network.CreateWorkspace(Rows + 3);
        for (int step = 0; step < Steps; step++)
        {
            Append(hash, [data.ForwardBackward(network, workspace, preferLabels: step % 2 == 0)]);
            Append<float>(hash, workspace.Gradients);
            Append(hash, [GradientClipping.ByNorm(1).Apply(workspace.Gradients)]);
            optimizer.Step(network, workspace);
        }

        Finish(network, data.Inputs, hash);
    }

    private static void Train(INetwork<double> network, IncrementalHash hash)
    {
        var data = new NetworkData<double>(network, Rows, seed: 9);
        NetworkWorkspace<double> workspace = network.CreateWorkspace(Rows);
        for (int step = 0; step < Steps; step++)
        {
            Append(hash, [data.ForwardBackward(network, workspace, preferLabels: step % 2 == 0)]);
            Append<double>(hash, workspace.Gradients);
            for (int i = 0; i < network.Parameters.Length; i++)
            {
                network.Parameters[i] -= 0.05 * workspace.Gradients[i];
            }
        }

        Finish(network, data.Inputs, hash);
    }

    private static void Finish<T>(INetwork<T> network, T[] inputs, IncrementalHash hash)
        where T : unmanaged, System.Numerics.INumber<T>
    {
        var outputs = new T[Rows * network.OutputSize];
        network.Predict(inputs, outputs);
        Append<T>(hash, outputs);
        network.Predict(inputs.AsSpan(0, network.InputSize), outputs.AsSpan(0, network.OutputSize)); // one row may go another way
        Append<T>(hash, outputs);
        Append<T>(hash, network.Parameters);
        Append<T>(hash, network.State);
        if (outputs.Any(T.IsNaN) || network.Parameters.ToArray().Any(value => !T.IsFinite(value)))
        {
            throw new InvalidOperationException($"{network.GetType().Name} did not stay finite: its bits say nothing.");
        }
    }

    private static void Fit(IncrementalHash hash)
    {
        var model = new SpiralClassifier(seed: 42);
        var trainer = new Trainer<SpiralClassifier>(model, new Adam(learningRate: 0.005f) { WeightDecay = 1e-4f })
        {
            Schedule = Schedules.Warmup(5).Then(Schedules.Cosine(minimum: 1e-5f)),
            Seed = 3,
        };
        TrainingHistory history = trainer.Fit(Spirals.Make(seed: 1).Standardize().Dataset, epochs: 3, batchSize: 64);
        Append(hash, [.. history.Epochs.Select(epoch => epoch.TrainingLoss)]);
        Append<float>(hash, model.Parameters);
    }

    private static void Append<T>(IncrementalHash hash, ReadOnlySpan<T> values)
        where T : unmanaged => hash.AppendData(MemoryMarshal.AsBytes(values));
}
