namespace Backprop.Compiler.Declaration;

/// <summary>The stable IDs of all diagnostics. Never reuse one.</summary>
internal static class ProblemIds
{
    // The class.
    public const string NotPartial = "BPC001";
    public const string Generic = "BPC002";
    public const string Static = "BPC003";
    public const string Abstract = "BPC004";
    public const string NotAClass = "BPC005";
    public const string ContainingTypeNotPartial = "BPC006";
    public const string FileLocal = "BPC007";
    public const string BaseClass = "BPC008";
    public const string PrimaryConstructor = "BPC009";
    public const string MemberCollision = "BPC010";
    public const string LayerWithoutNetwork = "BPC011";
    public const string SpreadOverDeclarations = "BPC012";
    public const string LanguageVersion = "BPC013";
    public const string LibraryTypeHidden = "BPC014";
    public const string WeightsNotDrawn = "BPC015";

    // The layers.
    public const string NoInput = "BPC020";
    public const string TwoInputs = "BPC021";
    public const string InputNotFirst = "BPC022";
    public const string SizeOutOfRange = "BPC023";
    public const string LayerAfterLoss = "BPC024";
    public const string TwoLosses = "BPC025";
    public const string LossDoesNotFit = "BPC026";
    public const string NameUsedTwice = "BPC027";
    public const string NameNotAnIdentifier = "BPC028";
    public const string NameClashes = "BPC029";
    public const string TooManyParameters = "BPC030";
    public const string ArgumentOutOfRange = "BPC031";
    public const string SoftmaxNotLast = "BPC032";
    public const string NoLayers = "BPC033";
    public const string UnknownLayer = "BPC034";
    public const string LayerBelow = "BPC035";
    public const string ShapesDiffer = "BPC036";
    public const string ValueNeverUsed = "BPC037";
    public const string RankDoesNotFit = "BPC038";
    public const string EmbeddingNotOnInput = "BPC039";

    // The blocks.
    public const string BlockUsesItself = "BPC040";
    public const string NotABlock = "BPC041";
    public const string NotInABlock = "BPC042";
    public const string RepeatChangesShape = "BPC043";
    public const string BlockAndNetwork = "BPC044";
    public const string SharedShapesDiffer = "BPC045";

    // The weights.
    public const string WeightsNotFound = "BPC050";
    public const string WeightsAmbiguous = "BPC051";
    public const string WeightsUnreadable = "BPC052";
    public const string WeightsDoNotFit = "BPC053";
    public const string WeightsTooLarge = "BPC054";
    public const string WeightsNotInPlace = "BPC055";
}
