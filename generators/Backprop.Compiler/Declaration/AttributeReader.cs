using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Declaration;

/// <summary>Reads the library's attributes, matched by their full names.</summary>
internal static class AttributeReader
{
    private const string Namespace = "Backprop";
    private const string Suffix = "Attribute";

    public static AttributeRole RoleOf(AttributeData attribute)
    {
        INamedTypeSymbol? type = attribute.AttributeClass;
        if (type is null || type.TypeKind == TypeKind.Error)
        {
            return AttributeRole.None;
        }

        if (IsOurs(type, "NetworkAttribute"))
        {
            return AttributeRole.Network;
        }

        if (IsOurs(type, "BlockAttribute"))
        {
            return AttributeRole.Block;
        }

        if (IsOurs(type, "WeightsAttribute"))
        {
            return AttributeRole.Weights;
        }

        return IsOurs(type, "InputAttribute") || BasesOf(type).Any(one => IsOurs(one, "LayerAttribute") || IsOurs(one, "LossAttribute"))
            ? AttributeRole.Layer
            : AttributeRole.None;
    }

    private static IEnumerable<INamedTypeSymbol> BasesOf(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? one = type.BaseType; one is not null; one = one.BaseType)
        {
            yield return one;
        }
    }

    /// <summary>The attribute's name without suffix: <c>Dense</c>.</summary>
    public static string ShortName(AttributeData attribute) => WithoutSuffix(attribute.AttributeClass!.Name);

    /// <summary>As an attribute's name may be written: <c>Dense</c> for <c>DenseAttribute</c>.</summary>
    public static string WithoutSuffix(string name) =>
        name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;

    /// <summary>The class that a written name of an attribute may mean: <c>DenseAttribute</c> for <c>Dense</c>.</summary>
    public static string InFull(string name) => name + Suffix;

    /// <summary>The attribute as plain values; null if it does not compile.</summary>
    public static LayerSpec? Read(AttributeData attribute) =>
        ReadArguments(attribute) is { } arguments ? new(ShortName(attribute), new(arguments)) : null;

    /// <summary>The arguments that the source gives; null if the attribute does not compile.</summary>
    public static IReadOnlyList<LayerArgument>? ReadArguments(AttributeData attribute)
    {
        IMethodSymbol? constructor = attribute.AttributeConstructor;
        if (constructor is null || constructor.Parameters.Length != attribute.ConstructorArguments.Length)
        {
            return null;
        }

        List<LayerArgument> arguments = [];
        for (int i = 0; i < constructor.Parameters.Length; i++)
        {
            if (!TryAdd(arguments, constructor.Parameters[i].Name, attribute.ConstructorArguments[i]))
            {
                return null;
            }
        }

        foreach (KeyValuePair<string, TypedConstant> named in attribute.NamedArguments)
        {
            if (!TryAdd(arguments, named.Key, named.Value))
            {
                return null;
            }
        }

        return arguments;
    }

    private static bool TryAdd(List<LayerArgument> arguments, string name, TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Array)
        {
            return TryAddArray(arguments, name, constant);
        }

        bool readable = constant.Kind is TypedConstantKind.Primitive or TypedConstantKind.Enum
            && constant.Value is int or float or bool or string or null;
        if (readable)
        {
            arguments.Add(new(name, constant.Value));
        }

        return readable;
    }

    // A null in place of an array is an empty one; among texts, it is a text without characters: no layer has that name.
    private static bool TryAddArray(List<LayerArgument> arguments, string name, TypedConstant constant)
    {
        TypedConstant[] values = constant.IsNull ? [] : constant.Values.ToArray();
        if (constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 })
        {
            bool whole = values.All(value => value.Kind == TypedConstantKind.Primitive && value.Value is int);
            if (whole)
            {
                arguments.Add(new(name, new EquatableArray<int>(values.Select(value => (int)value.Value!))));
            }

            return whole;
        }

        bool readable = values.All(value => value.Kind == TypedConstantKind.Primitive && value.Value is string or null);
        if (readable)
        {
            arguments.Add(new(name, new EquatableArray<string>(values.Select(value => value.Value as string ?? ""))));
        }

        return readable;
    }

    private static bool IsOurs(INamedTypeSymbol? type, string name) =>
        type is { Arity: 0, ContainingType: null, ContainingNamespace: { Name: Namespace, ContainingNamespace.IsGlobalNamespace: true } } && type.Name == name;
}
