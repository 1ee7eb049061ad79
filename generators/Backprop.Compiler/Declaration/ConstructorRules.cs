using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>Only the emitted constructor draws the weights, so each of the user's must lead to it. C# refuses circles of constructors, so it is
/// enough that each begins with <c>: this(…)</c>.</summary>
internal static class ConstructorRules
{
    public static IEnumerable<LocatedProblem> Check(NetworkDeclaration declaration) =>
        declaration.Type.InstanceConstructors
            .Where(constructor => !IsTheEmittedOne(constructor))
            .SelectMany(DeclarationsOf)
            .Where(written => !IsPromise(written) && !written.Initializer.IsKind(SyntaxKind.ThisConstructorInitializer))
            .Select(written => LocatedProblem.At(written.Identifier.GetLocation(), ProblemIds.WeightsNotDrawn, declaration.Type.Name));

    /// <summary>Whether it takes the seed, as the emitted one does. It collides with that, and is reported for it.</summary>
    public static bool IsTheEmittedOne(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && constructor.Parameters[0] is { Type.SpecialType: SpecialType.System_Int64, RefKind: RefKind.None };

    /// <summary>How it is written: nothing for a primary constructor or one that nobody wrote, both parts of a partial one.</summary>
    private static IEnumerable<ConstructorDeclarationSyntax> DeclarationsOf(IMethodSymbol constructor) =>
        new[] { constructor, constructor.PartialImplementationPart }
            .SelectMany(part => part is null ? Enumerable.Empty<SyntaxReference>() : part.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax())
            .OfType<ConstructorDeclarationSyntax>();

    /// <summary>The part of a partial constructor that has no body, and so may not call another one.</summary>
    private static bool IsPromise(ConstructorDeclarationSyntax written) =>
        written.Modifiers.Any(SyntaxKind.PartialKeyword) && written.Body is null && written.ExpressionBody is null;
}
