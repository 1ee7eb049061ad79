using System.Collections.Immutable;
using Backprop.Compiler.Declaration;
using Microsoft.CodeAnalysis;

namespace Backprop.Compiler.Diagnostics;

/// <summary>What each diagnostic says. Placeholders are filled from <see cref="Problem.Arguments"/>, in order.</summary>
internal static class DiagnosticCatalog
{
    private const string Category = "Backprop";
    private const string Pages = "https://github.com/backprop-compiler/backprop/blob/main/generators/docs/diagnostics/";

    private static readonly DiagnosticDescriptor NotPartial = new(ProblemIds.NotPartial, "The network is not partial",
        "'{0}' must be partial, so that the compiler can add its code to it: write 'partial class {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NotPartial + ".md");

    private static readonly DiagnosticDescriptor Generic = new(ProblemIds.Generic, "The network is generic",
        "'{0}' cannot be a network, because '{1}' is generic: all types and sizes are fixed at compile time; remove the type parameters",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.Generic + ".md");

    private static readonly DiagnosticDescriptor Static = new(ProblemIds.Static, "The network is static",
        "'{0}' must not be static, because a network is an object that holds its parameters: remove 'static'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.Static + ".md");

    private static readonly DiagnosticDescriptor Abstract = new(ProblemIds.Abstract, "The network is abstract",
        "'{0}' must not be abstract, because networks are made by calling its constructor: remove 'abstract'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.Abstract + ".md");

    private static readonly DiagnosticDescriptor NotAClass = new(ProblemIds.NotAClass, "The network is not a class",
        "'{0}' is a {1}, but only a class can be a network, for it owns its parameters: write 'partial class {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NotAClass + ".md");

    private static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(ProblemIds.ContainingTypeNotPartial, "A type around the network is not partial",
        "'{0}' contains the network '{1}' and must be partial too: write 'partial {2} {0}'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.ContainingTypeNotPartial + ".md");

    private static readonly DiagnosticDescriptor FileLocal = new(ProblemIds.FileLocal, "The network is file-local",
        "'{0}' cannot be a network, because '{1}' is file-local and the compiler's code stands in other files: remove 'file'",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.FileLocal + ".md");

    private static readonly DiagnosticDescriptor BaseClass = new(ProblemIds.BaseClass, "The network has a base class",
        "'{0}' must not derive from '{1}', because the compiler emits its constructor: hold the '{1}' in a field, or implement an interface",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.BaseClass + ".md");

    private static readonly DiagnosticDescriptor PrimaryConstructor = new(ProblemIds.PrimaryConstructor, "The network has a primary constructor",
        "'{0}' must not have a primary constructor, because the emitted one takes the seed and could not call it: turn its parameters into properties",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.PrimaryConstructor + ".md");

    private static readonly DiagnosticDescriptor MemberCollision = new(ProblemIds.MemberCollision, "A member collides with an emitted one",
        "The compiler adds {1} to the network '{0}': {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.MemberCollision + ".md");

    public static readonly DiagnosticDescriptor LayerWithoutNetwork = new(ProblemIds.LayerWithoutNetwork, "Layers without [Network]",
        "'{0}' has [{1}], but not [Network], so nothing is compiled: add [Network], or remove the layers",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.LayerWithoutNetwork + ".md");

    private static readonly DiagnosticDescriptor SpreadOverDeclarations = new(ProblemIds.SpreadOverDeclarations, "Layers spread over several declarations",
        "[{0}] must stand on the declaration of '{1}' that carries [Network], because layers on several declarations have no order: move it there",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.SpreadOverDeclarations + ".md");

    private static readonly DiagnosticDescriptor LanguageVersion = new(ProblemIds.LanguageVersion, "The C# version is too old",
        "The network '{0}' needs C# 12 or later, but this project is compiled as C# {1}: set <LangVersion> to 12 or latest",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.LanguageVersion + ".md");

    private static readonly DiagnosticDescriptor LibraryTypeHidden = new(ProblemIds.LibraryTypeHidden, "A type hides one of the library's",
        "This project declares '{0}' itself, which hides the type that the code of the network '{1}' needs: rename it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.LibraryTypeHidden + ".md");

    private static readonly DiagnosticDescriptor WeightsNotDrawn = new(ProblemIds.WeightsNotDrawn, "A constructor that does not draw the weights",
        "This constructor of '{0}' leaves all weights zero, because only the emitted one draws them: let it begin with ': this(42L)', the number being the seed",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.WeightsNotDrawn + ".md");

    private static readonly DiagnosticDescriptor NoInput = new(ProblemIds.NoInput, "The network has no input",
        "'{0}' has no [Input]: put [Input(n)] above its layers, n being the number of values per row",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NoInput + ".md");

    private static readonly DiagnosticDescriptor TwoInputs = new(ProblemIds.TwoInputs, "The network has two inputs",
        "A network has one [Input], and this is the {0}: remove it, and let the first take all values of a row",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.TwoInputs + ".md");

    private static readonly DiagnosticDescriptor InputNotFirst = new(ProblemIds.InputNotFirst, "The input is not first",
        "[Input] stands after [{0}], but data flows from top to bottom: move [Input] above all layers",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.InputNotFirst + ".md");

    private static readonly DiagnosticDescriptor SizeOutOfRange = new(ProblemIds.SizeOutOfRange, "A size is out of range",
        "'{0}' of [{1}] must be from 1 to {2}, but is {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.SizeOutOfRange + ".md");

    private static readonly DiagnosticDescriptor LayerAfterLoss = new(ProblemIds.LayerAfterLoss, "A layer after the loss",
        "[{0}] stands after the loss [{1}], which ends the network: move [{0}] above it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.LayerAfterLoss + ".md");

    private static readonly DiagnosticDescriptor TwoLosses = new(ProblemIds.TwoLosses, "The network has two losses",
        "A network has at most one loss, but [{0}] follows [{1}]: remove one of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.TwoLosses + ".md");

    private static readonly DiagnosticDescriptor LossDoesNotFit = new(ProblemIds.LossDoesNotFit, "The loss does not fit the output",
        "[{0}] does not fit the output: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.LossDoesNotFit + ".md");

    private static readonly DiagnosticDescriptor NameUsedTwice = new(ProblemIds.NameUsedTwice, "A layer's name is used twice",
        "The name '{0}' is taken: layer {3}, [{2}], is already called '{1}'; give this layer another name",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NameUsedTwice + ".md");

    private static readonly DiagnosticDescriptor NameNotAnIdentifier = new(ProblemIds.NameNotAnIdentifier, "A layer's name is not an identifier",
        "'{0}' cannot name a layer, because {1}: use letters, digits and '_', and do not start with a digit",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NameNotAnIdentifier + ".md");

    private static readonly DiagnosticDescriptor NameClashes = new(ProblemIds.NameClashes, "A layer's name clashes with a member",
        "'{0}' cannot name a layer, because {2} has a member '{1}': choose another name",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NameClashes + ".md");

    private static readonly DiagnosticDescriptor TooManyParameters = new(ProblemIds.TooManyParameters, "Too many parameters",
        "'{0}' has {1} parameters, but one array holds at most {2}: make [{3}] smaller, which has {4} of them",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.TooManyParameters + ".md");

    private static readonly DiagnosticDescriptor ArgumentOutOfRange = new(ProblemIds.ArgumentOutOfRange, "An argument is out of range",
        "'{0}' of [{1}] {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.ArgumentOutOfRange + ".md");

    private static readonly DiagnosticDescriptor SoftmaxNotLast = new(ProblemIds.SoftmaxNotLast, "A softmax inside the network",
        "[{0}] applies Softmax, which is for the network's output, but [{1}] follows: use another activation, or move the softmax to the end",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.SoftmaxNotLast + ".md");

    private static readonly DiagnosticDescriptor NoLayers = new(ProblemIds.NoLayers, "The network has no layers",
        "'{0}' has no layers: put at least one, such as [Dense(units)]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NoLayers + ".md");

    private static readonly DiagnosticDescriptor UnknownLayer = new(ProblemIds.UnknownLayer, "No layer has this name",
        "[{1}] names '{0}', but no layer is called so: above it are {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.UnknownLayer + ".md");

    private static readonly DiagnosticDescriptor LayerBelow = new(ProblemIds.LayerBelow, "A layer that stands below",
        "[{1}] names '{0}', which is not computed yet: data flows from top to bottom, and above it are {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.LayerBelow + ".md");

    private static readonly DiagnosticDescriptor ShapesDiffer = new(ProblemIds.ShapesDiffer, "Two shapes that do not fit",
        "[{0}] needs values of one shape, but the current one is [rows×{1}] and '{2}' is [rows×{3}]: make both the same{4}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.ShapesDiffer + ".md");

    private static readonly DiagnosticDescriptor ValueNeverUsed = new(ProblemIds.ValueNeverUsed, "A value that nothing uses",
        "Nothing uses the value of [{0}], '{1}', because [{2}] below it starts from '{3}': name it in an [Add], [Multiply] or [Concat], or remove it",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.ValueNeverUsed + ".md");

    private static readonly DiagnosticDescriptor RankDoesNotFit = new(ProblemIds.RankDoesNotFit, "The number of dimensions does not fit",
        "[{0}] takes {1}, but {2} comes in; {3}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.RankDoesNotFit + ".md");

    private static readonly DiagnosticDescriptor EmbeddingNotOnInput = new(ProblemIds.EmbeddingNotOnInput, "An embedding that is not on the input",
        "[Embedding] looks up the numbers of the network's input: {0}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.EmbeddingNotOnInput + ".md");

    private static readonly DiagnosticDescriptor BlockUsesItself = new(ProblemIds.BlockUsesItself, "A block uses itself",
        "The block '{0}' uses itself here, directly or through another block, so that it would have no end: remove this [Use]",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.BlockUsesItself + ".md");

    private static readonly DiagnosticDescriptor NotABlock = new(ProblemIds.NotABlock, "The class is not a block",
        "'{0}' is not a block: put [Block] on it, above its layers",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NotABlock + ".md");

    private static readonly DiagnosticDescriptor NotInABlock = new(ProblemIds.NotInABlock, "An input or a loss in a block",
        "[{0}] cannot stand in the block '{1}', which starts from what comes in where it is used and ends with a layer: move [{0}] to the network",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.NotInABlock + ".md");

    private static readonly DiagnosticDescriptor RepeatChangesShape = new(ProblemIds.RepeatChangesShape, "A repeated block changes the shape",
        "The block '{0}' cannot be repeated, because it takes [rows×{1}] and gives [rows×{2}]: make its last layer give what it takes, or use it once",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.RepeatChangesShape + ".md");

    private static readonly DiagnosticDescriptor BlockAndNetwork = new(ProblemIds.BlockAndNetwork, "A class is a block and a network",
        "'{0}' has both [Block] and [Network]: a block is used by networks, so give one of the two a class of its own",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.BlockAndNetwork + ".md");

    private static readonly DiagnosticDescriptor SharedShapesDiffer = new(ProblemIds.SharedShapesDiffer, "Shared uses of a block take different shapes",
        "The shared uses of the block '{0}' have the same parameters, but [rows×{1}] comes in here and [rows×{2}] into the first: give both the same shape, or do not share",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.SharedShapesDiffer + ".md");

    private static readonly DiagnosticDescriptor WeightsNotFound = new(ProblemIds.WeightsNotFound, "The file of the weights is not there",
        "No additional file of the project is called '{0}': add <AdditionalFiles Include=\"{0}\" /> to the project file",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.WeightsNotFound + ".md");

    private static readonly DiagnosticDescriptor WeightsAmbiguous = new(ProblemIds.WeightsAmbiguous, "Several files may hold the weights",
        "'{0}' may be any of {1}: write more of the path",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.WeightsAmbiguous + ".md");

    private static readonly DiagnosticDescriptor WeightsUnreadable = new(ProblemIds.WeightsUnreadable, "The file of the weights cannot be read",
        "'{0}' cannot be read as a safetensors file: {1}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.WeightsUnreadable + ".md");

    private static readonly DiagnosticDescriptor WeightsDoNotFit = new(ProblemIds.WeightsDoNotFit, "The weights do not fit the layers",
        "'{0}' does not fit '{1}': {2}",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.WeightsDoNotFit + ".md");

    private static readonly DiagnosticDescriptor WeightsTooLarge = new(ProblemIds.WeightsTooLarge, "Too many weights to write out",
        "'{0}' has {1} numbers, too many to write them out in code: let the package's targets embed it, which they do with every large safetensors file among the AdditionalFiles",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.WeightsTooLarge + ".md");

    private static readonly DiagnosticDescriptor WeightsNotInPlace = new(ProblemIds.WeightsNotInPlace, "The weights do not lie as the network needs them",
        "'{0}' is embedded, and is read where it lies, but {1}: load it into a model of these layers and save that",
        Category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: Pages + ProblemIds.WeightsNotInPlace + ".md");

    /// <summary>All of them, by ID. The analyzer reports <see cref="LayerWithoutNetwork"/>, which the generator does not look for; the generator all others.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = ImmutableArray.Create(
        NotPartial,
        Generic,
        Static,
        Abstract,
        NotAClass,
        ContainingTypeNotPartial,
        FileLocal,
        BaseClass,
        PrimaryConstructor,
        MemberCollision,
        LayerWithoutNetwork,
        SpreadOverDeclarations,
        LanguageVersion,
        LibraryTypeHidden,
        WeightsNotDrawn,
        NoInput,
        TwoInputs,
        InputNotFirst,
        SizeOutOfRange,
        LayerAfterLoss,
        TwoLosses,
        LossDoesNotFit,
        NameUsedTwice,
        NameNotAnIdentifier,
        NameClashes,
        TooManyParameters,
        ArgumentOutOfRange,
        SoftmaxNotLast,
        NoLayers,
        UnknownLayer,
        LayerBelow,
        ShapesDiffer,
        ValueNeverUsed,
        RankDoesNotFit,
        EmbeddingNotOnInput,
        BlockUsesItself,
        NotABlock,
        NotInABlock,
        RepeatChangesShape,
        BlockAndNetwork,
        SharedShapesDiffer,
        WeightsNotFound,
        WeightsAmbiguous,
        WeightsUnreadable,
        WeightsDoNotFit,
        WeightsTooLarge,
        WeightsNotInPlace);

    private static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(descriptor => descriptor.Id, StringComparer.Ordinal);

    /// <summary>The diagnostic of a problem.</summary>
    public static Diagnostic Create(LocatedProblem located)
    {
        object[] arguments = located.Problem.Arguments.ToArray<object>();
        return Diagnostic.Create(ById[located.Problem.Id], located.Location, arguments);
    }
}
