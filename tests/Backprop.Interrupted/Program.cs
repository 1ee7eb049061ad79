using Backprop;
using Backprop.Interrupted;

// Trains, saves a checkpoint after every step, and says so: until it is over or, as is expected of it, killed.
InterruptedRun.Fit(new InterruptedNetwork(seed: 1), InterruptedRun.Optimizer(), new Checkpointing(args[0])
{
    EveryEpochs = 0,
    EverySteps = 1,
    Resume = true,
    Log = Console.WriteLine,
});
