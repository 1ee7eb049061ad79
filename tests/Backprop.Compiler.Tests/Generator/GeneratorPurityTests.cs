using System.Collections;
using System.Reflection;
using Backprop.Compiler.Emission;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Tests.Generator;

/// <summary>What the driver keeps between two keystrokes must not keep a compilation alive: from the values of our steps, plain data is reachable and
/// nothing else.</summary>
public sealed class GeneratorPurityTests
{
    private const string Source =
        """
        using Backprop;
        namespace A
        {
            partial class Outer
            {
                [Network(InputGradient = true)]
                [Input(2)]
                [Dense(16, Activation.LeakyReLU, Slope = 0.2f, Name = "hidden")]
                [Dense(3)]
                [SoftmaxCrossEntropy(LabelSmoothing = 0.1f)]
                public sealed partial class Valid;
            }

            [Network]
            [Input(0)]
            [Dense(3)]
            public sealed partial class Invalid;
        }
        """;

    [Fact]
    public void OnlyPlainValuesAreReachable()
    {
        TrackedRun run = TrackedRun.Start(Source).Edit(0, source => "// An edit, so that values of both runs are held.\n" + source);
        object[] held =
        [
            .. new[] { BackpropGenerator.ParseStep, BackpropGenerator.EmitStep }
                .SelectMany(step => run.Result.TrackedSteps[step])
                .SelectMany(step => step.Outputs)
                .Select(output => output.Value),
        ];
        HashSet<object> seen = Reachable(held);

        Assert.Equal(3, held.Length);
        Assert.Equal(3, seen.OfType<EmittedFile>().Count());
        Assert.Contains(seen, item => item is "BPC023");
        Assert.Contains(seen, item => item is 0.2f);
        Assert.All(seen, item => Assert.True(IsPlain(item), item.GetType().FullName));
    }

    [Fact]
    public void TheWalkFindsWhatIsHidden()
    {
        Compilation compilation = TrackedRun.Start(Source).Compilation;
        HashSet<object> seen = Reachable([new Lazy<object?>(() => compilation.AssemblyName), new List<object> { compilation.SyntaxTrees.First() }]);

        Assert.Contains(compilation, seen);
        Assert.False(IsPlain(compilation));
        Assert.Contains(seen, item => item is Delegate);
        Assert.False(IsPlain(() => 1));
    }

    private static bool IsPlain(object item)
    {
        Type type = item.GetType();
        type = type.IsArray ? type.GetElementType()! : type;
        return item is not Delegate
            && (type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(object) || type.Assembly == typeof(BackpropGenerator).Assembly
                || (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(List<>)));
    }

    private static HashSet<object> Reachable(IEnumerable<object> roots)
    {
        HashSet<object> seen = new(ReferenceEqualityComparer.Instance);
        Stack<object> open = new(roots);
        while (open.TryPop(out object? item))
        {
            if (!seen.Add(item) || item is string or Type or MemberInfo or Assembly or Pointer || item.GetType().IsPrimitive)
            {
                continue;
            }

            if (item is Array items)
            {
                PushAll(open, items);
                continue;
            }

            for (Type? type = item.GetType(); type is not null; type = type.BaseType)
            {
                PushAll(open, type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                    .Where(field => !field.FieldType.IsPointer && !field.FieldType.IsByRefLike)
                    .Select(field => field.GetValue(item)));
            }
        }

        return seen;
    }

    private static void PushAll(Stack<object> open, IEnumerable items)
    {
        foreach (object? item in items)
        {
            if (item is not null)
            {
                open.Push(item);
            }
        }
    }
}
