using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Backprop.Compiler.Declaration;

/// <summary>Finds what the user wrote into a class where the compiler writes the same.</summary>
internal static class MemberCollisions
{
    private static readonly string[] Contracts = ["INetwork", "IPredictor"];

    public static IEnumerable<LocatedProblem> Check(NetworkDeclaration declaration)
    {
        INamedTypeSymbol type = declaration.Type;
        if (ReservedNames.IsMember(type.Name))
        {
            yield return Report(declaration, declaration.Syntax!.Identifier.GetLocation(), $"a member '{type.Name}'", "name the class differently");
        }

        foreach (ISymbol member in type.GetMembers().Where(IsWritten))
        {
            foreach (Location location in member.Locations)
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor)
                {
                    if (ConstructorRules.IsTheEmittedOne(constructor))
                    {
                        yield return Report(declaration, location, "a constructor that takes one long, the seed", "give yours other parameters");
                    }
                }
                else if (ReservedNames.IsMember(member.Name))
                {
                    yield return Report(declaration, location, $"a member '{member.Name}'", "rename yours");
                }
            }
        }

        foreach ((Location location, string contract) in declaration.Parts.SelectMany(ContractMentions))
        {
            yield return Report(declaration, location, $"the interface '{contract}' and its members", "remove yours");
        }
    }

    private static LocatedProblem Report(NetworkDeclaration declaration, Location location, string added, string advice) =>
        LocatedProblem.At(location, ProblemIds.MemberCollision, declaration.Type.Name, added, advice);

    /// <summary>Accessors go with their property.</summary>
    private static bool IsWritten(ISymbol member) => !member.IsImplicitlyDeclared && member is not IMethodSymbol { AssociatedSymbol: not null };

    /// <summary>The contract in a list of bases, and explicit implementations of its members.</summary>
    private static IEnumerable<(Location Location, string Contract)> ContractMentions(TypeDeclarationSyntax part)
    {
        IEnumerable<TypeSyntax> bases = part.BaseList?.Types.Select(type => type.Type) ?? [];
        IEnumerable<TypeSyntax> explicitOnes = part.Members
            .SelectMany(member => member.ChildNodes().OfType<ExplicitInterfaceSpecifierSyntax>())
            .Select(specifier => (TypeSyntax)specifier.Name);
        return bases.Concat(explicitOnes).Select(type => (Location: type.GetLocation(), Contract: ContractOf(type))).Where(mention => mention.Contract is not null)!;
    }

    private static string? ContractOf(TypeSyntax type) => type switch
    {
        GenericNameSyntax name => name.TypeArgumentList.Arguments.Count == 1 ? Contracts.FirstOrDefault(contract => contract == name.Identifier.ValueText) : null,
        QualifiedNameSyntax name => ContractOf(name.Right),
        AliasQualifiedNameSyntax name => ContractOf(name.Name),
        _ => null,
    };
}
