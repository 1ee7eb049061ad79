using System.Diagnostics;
using Backprop.Compiler.Tests.Infrastructure;
using Backprop.Gradients.Tests.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
namespace Backprop.Gradients.Tests.Gradients;
public sealed class Tmp(ITestOutputHelper o)
{
    [Fact] public void T()
    {
        foreach (int n in new[] { 1, 1, 40, 40 })
        {
        var w = Stopwatch.StartNew();
        var sources = Enumerable.Range(0, n).Select(i => "using Backprop;\n" + new NetworkChoice(7+i, [LayerChoice.Dense(9, Activation.Tanh), LayerChoice.Dense(5)], new LossChoice("SoftmaxCrossEntropy")).Declare("Net" + i)).ToArray();
        CSharpCompilation compilation = TestCompiler.Compile(sources);
        compilation = compilation.WithOptions(compilation.Options.WithOptimizationLevel(OptimizationLevel.Release));
        o.WriteLine($"{n}: parse {w.Elapsed}"); w.Restart();
        var (r, output) = TestCompiler.Generate(compilation);
        o.WriteLine($"gen {w.Elapsed} {r.GeneratedTrees.Sum(t => t.ToString().Length)} chars"); w.Restart();
        var m = new MemoryStream();
        var d = output.Emit(m);
        o.WriteLine($"emit {w.Elapsed} {m.Length} {d.Diagnostics.Length}"); w.Restart();
        o.WriteLine(string.Join("\n", d.Diagnostics)); var a = System.Reflection.Assembly.Load(m.ToArray());
        EmittedCodeRules.Check(a);
        o.WriteLine($"rules {w.Elapsed}"); w.Restart();
        }
    }
}
