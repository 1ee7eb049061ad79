using Backprop.Benchmarks.Verbs;

return args is [Child.Verb, ..] ? Child.Run(args.AsSpan(1)) : RootVerb.Run(args);
