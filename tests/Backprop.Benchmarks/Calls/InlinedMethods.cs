using System.Reflection;

namespace Backprop.Benchmarks.Calls;

/// <summary>The methods that ask to be inlined, by the names that NativeAOT gives them.</summary>
internal static class InlinedMethods
{
    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>Those of an assembly. Names of which some overloads do not ask are left out: the compiler only numbers overloads.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="name">What it is called where it is compiled.</param>
    /// <param name="space">The namespace of the types that count.</param>
    public static IEnumerable<string> Of(Assembly assembly, string name, string space) =>
        from type in assembly.GetTypes()
        where type.Namespace == space
        from method in type.GetMethods(Declared)
        group method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining) by $"{Mangled($"{name}.{type.FullName}")}__{Mangled(method.Name)}" into overloads
        where overloads.All(asks => asks)
        select overloads.Key;

    // Whatever is no letter or digit becomes a line.
    private static string Mangled(string name) => string.Concat(name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
}
