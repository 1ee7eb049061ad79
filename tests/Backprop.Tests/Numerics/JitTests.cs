using System.Reflection;
using Backprop.Numerics;

namespace Backprop.Tests.Numerics;

/// <summary>What the library's own hot loops ask of the JIT.</summary>
public sealed class JitTests
{
    /// <summary>A method that is compiled at its best at once may still be inlined where a profile says that it is hot, and then what it calls is not.</summary>
    [Fact]
    public void MethodsWithHotLoopsAreNeverInlined()
    {
        MethodInfo[] hot =
        [
            .. typeof(Lanes).Assembly.GetTypes()
                .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
                .Where(method => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveOptimization)),
        ];

        Assert.NotEmpty(hot);
        Assert.All(hot, method => Assert.True(method.MethodImplementationFlags.HasFlag(MethodImplAttributes.NoInlining), $"{method.DeclaringType}.{method.Name}"));
    }
}
