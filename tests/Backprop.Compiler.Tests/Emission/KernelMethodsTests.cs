using Backprop.Compiler.Tests.Infrastructure;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Emission;

public sealed class KernelMethodsTests
{
    /// <summary>The way back packs the embedding's values into lanes, which is a call of the library and no method that has a name.</summary>
    [Fact]
    public void WhatIsKeptMayBeReadByALibraryCall()
    {
        (GeneratorDriverRunResult result, Compilation _) = TestCompiler.Generate(TestCompiler.Compile(
            """
            using Backprop;
            [Block, Activation(Activation.HardSwish)] public sealed class Bend;
            [Network, Input(5), Embedding(6, 1), Conv1D(4, 2), Flatten, Use<Bend>(Repeat = 2)] public sealed partial class Words;
            """));

        Assert.Null(result.Results.Single().Exception);
        Assert.Contains(result.GeneratedTrees, tree => tree.ToString().Contains("is kept for PackRows.", StringComparison.Ordinal));
    }
}
