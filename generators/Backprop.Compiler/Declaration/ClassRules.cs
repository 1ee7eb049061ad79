using Backprop.Compiler.Layers;
using Backprop.Compiler.Layers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>What a class must be to become a network. These rules need symbols; those of the layers do not.</summary>
internal static class ClassRules
{
    /// <summary>Everything wrong with the class itself, by ID.</summary>
    public static IEnumerable<LocatedProblem> Check(NetworkDeclaration declaration, Compilation compilation) =>
        Kind(declaration)
            .Concat(Scope(declaration))
            .Concat(Bases(declaration))
            .Concat(MemberCollisions.Check(declaration))
            .Concat(ConstructorRules.Check(declaration))
            .Concat(Attributes(declaration))
            .Concat(Project(declaration, compilation));

    private static IEnumerable<LocatedProblem> Kind(NetworkDeclaration declaration)
    {
        INamedTypeSymbol type = declaration.Type;
        Location here = declaration.Syntax!.Identifier.GetLocation();
        if (!IsPartial(declaration.Syntax))
        {
            yield return LocatedProblem.At(here, ProblemIds.NotPartial, type.Name);
        }

        if (SelfAndContaining(type).FirstOrDefault(scope => scope.Arity > 0) is { } generic)
        {
            yield return LocatedProblem.At(here, ProblemIds.Generic, type.Name, Display(generic));
        }

        if (type.IsStatic)
        {
            yield return LocatedProblem.At(here, ProblemIds.Static, type.Name);
        }
        else if (type.IsAbstract)
        {
            yield return LocatedProblem.At(here, ProblemIds.Abstract, type.Name);
        }

        if (type.IsRecord || type.TypeKind == TypeKind.Struct)
        {
            yield return LocatedProblem.At(here, ProblemIds.NotAClass, type.Name, TypeHeads.Keywords(type));
        }
    }

    private static IEnumerable<LocatedProblem> Scope(NetworkDeclaration declaration)
    {
        INamedTypeSymbol type = declaration.Type;
        foreach (TypeDeclarationSyntax outer in declaration.Syntax!.Ancestors().OfType<TypeDeclarationSyntax>())
        {
            if (!IsPartial(outer))
            {
                yield return LocatedProblem.At(outer.Identifier.GetLocation(), ProblemIds.ContainingTypeNotPartial,
                    outer.Identifier.ValueText, type.Name, HeadOf(outer));
            }
        }

        if (SelfAndContaining(type).FirstOrDefault(scope => scope.IsFileLocal) is { } fileLocal)
        {
            yield return LocatedProblem.At(declaration.Syntax.Identifier.GetLocation(), ProblemIds.FileLocal, type.Name, fileLocal.Name);
        }
    }

    private static IEnumerable<LocatedProblem> Bases(NetworkDeclaration declaration)
    {
        INamedTypeSymbol type = declaration.Type;
        if (type.TypeKind != TypeKind.Class)
        {
            yield break;
        }

        Location here = declaration.Syntax!.Identifier.GetLocation();
        if (type.BaseType is { SpecialType: not SpecialType.System_Object, TypeKind: not TypeKind.Error } baseType)
        {
            yield return LocatedProblem.At(here, ProblemIds.BaseClass, type.Name, Display(baseType));
        }

        if (!type.IsRecord && declaration.Parts.Any(part => part.ParameterList is not null))
        {
            yield return LocatedProblem.At(here, ProblemIds.PrimaryConstructor, type.Name);
        }
    }

    private static IEnumerable<LocatedProblem> Attributes(NetworkDeclaration declaration)
    {
        foreach (DeclaredAttribute layer in declaration.Layers.Where(declaration.IsStray))
        {
            yield return LocatedProblem.At(layer.Syntax.GetLocation(), ProblemIds.SpreadOverDeclarations, layer.ShortName, declaration.Type.Name);
        }

        IEnumerable<LayerArgument> arguments = AttributeReader.ReadArguments(declaration.Network!.Data) ?? [];
        if (arguments.FirstOrDefault(argument => argument.Name == "Precision")?.Value is int precision and not (0 or 1))
        {
            yield return LocatedProblem.At(declaration.Network.LocationOf("Precision"), ProblemIds.ArgumentOutOfRange,
                "Precision", "Network", ValueChecks.Expected("Precision.Single or Precision.Double", ValueChecks.Cast("Precision", precision)));
        }

        if (arguments.Any(argument => argument is { Name: "InputGradient", Value: true }) && declaration.Layers.Any(layer => layer.ShortName == EmbeddingLayer.Name))
        {
            yield return LocatedProblem.At(declaration.Network.LocationOf("InputGradient"), ProblemIds.ArgumentOutOfRange,
                "InputGradient", "Network", $"must be false, because [{EmbeddingLayer.Name}] takes the inputs as indices, which have no gradient");
        }
    }

    private static IEnumerable<LocatedProblem> Project(NetworkDeclaration declaration, Compilation compilation)
    {
        Location here = declaration.Syntax!.Identifier.GetLocation();
        if (declaration.Syntax.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: < LanguageVersion.CSharp12 and var version })
        {
            yield return LocatedProblem.At(here, ProblemIds.LanguageVersion, declaration.Type.Name, version.ToDisplayString());
        }

        foreach (string hidden in EmittedTypes.HiddenBySource(compilation))
        {
            yield return LocatedProblem.At(here, ProblemIds.LibraryTypeHidden, hidden, declaration.Type.Name);
        }
    }

    private static IEnumerable<INamedTypeSymbol> SelfAndContaining(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? scope = type; scope is not null; scope = scope.ContainingType)
        {
            yield return scope;
        }
    }

    private static bool IsPartial(TypeDeclarationSyntax declaration) => declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static string HeadOf(TypeDeclarationSyntax outer) => outer is RecordDeclarationSyntax { ClassOrStructKeyword.ValueText: { Length: > 0 } second }
        ? $"record {second}"
        : outer.Keyword.ValueText;

    private static string Display(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
}
