using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;

namespace Backprop.Gradients.Tests.Infrastructure;

/// <summary>What holds for every emitted method: it stays far below the sizes at which the JIT gives up, and only what is meant to allocate does.</summary>
internal static class EmittedCodeRules
{
    /// <summary>RyuJIT stops optimising at 60,000 bytes of IL.</summary>
    public const int MaxMethodSize = 20_000;

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    private static readonly FrozenDictionary<int, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => (int)(ushort)code.Value);

    /// <summary>Fails on the methods that are too long, and on those that allocate though they are no constructor and no factory of workspaces.</summary>
    public static void Check(Assembly assembly)
    {
        MethodBase[] methods = [.. assembly.GetTypes().SelectMany(MethodsOf)];
        Assert.Empty(methods.Where(method => Size(method) >= MaxMethodSize).Select(method => $"{Name(method)}: {Size(method)} bytes of IL"));
        Assert.Empty(methods.Where(method => !MayAllocate(method)).SelectMany(Allocations));
    }

    /// <summary>All methods with a body that a type declares itself.</summary>
    public static IEnumerable<MethodBase> MethodsOf(Type type) =>
        type.GetMethods(Declared).Concat<MethodBase>(type.GetConstructors(Declared)).Where(method => method.GetMethodBody() is not null);

    /// <summary>Bytes of IL.</summary>
    public static int Size(MethodBase method) => method.GetMethodBody()!.GetILAsByteArray()!.Length;

    /// <summary>The method's instructions that allocate: objects, arrays, boxes.</summary>
    public static IEnumerable<string> Allocations(MethodBase method)
    {
        foreach ((OpCode code, int token) in Instructions(method.GetMethodBody()!.GetILAsByteArray()!))
        {
            if (code == OpCodes.Newarr || code == OpCodes.Box || (code == OpCodes.Newobj && !Constructed(method, token).IsValueType))
            {
                yield return $"{Name(method)}: {code}{(code == OpCodes.Newobj ? $" of {Constructed(method, token)}" : "")}";
            }
        }
    }

    // CreateWorkspace is what allocates, Load and Pretrained make a network, Architecture and the layouts of one that is not trained describe it; attributes that the compiler embeds do not run.
    private static bool MayAllocate(MethodBase method) =>
        method is ConstructorInfo || method.Name.EndsWith("CreateWorkspace", StringComparison.Ordinal) || method.Name is "get_Architecture" or "get_Layout" or "get_StateLayout" or "Load" or "Pretrained";

    private static Type Constructed(MethodBase method, int token) =>
        method.Module.ResolveMethod(token, TypeArguments(method), method.IsGenericMethod ? method.GetGenericArguments() : null)!.DeclaringType!;

    private static Type[]? TypeArguments(MethodBase method) => method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;

    private static string Name(MethodBase method) => $"{method.DeclaringType}.{method.Name}";

    private static IEnumerable<(OpCode Code, int Operand)> Instructions(byte[] il)
    {
        for (int at = 0; at < il.Length;)
        {
            int value = il[at] == 0xFE ? 0xFE00 | il[at + 1] : il[at];
            OpCode code = OpCodesByValue[value];
            at += code.Size;
            int size = OperandSize(code, il, at);
            yield return (code, size == 4 ? BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at)) : 0);
            at += size;
        }
    }

    private static int OperandSize(OpCode code, byte[] il, int at) => code.OperandType switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BinaryPrimitives.ReadInt32LittleEndian(il.AsSpan(at))),
        _ => 4,
    };
}
