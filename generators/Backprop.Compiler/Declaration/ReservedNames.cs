namespace Backprop.Compiler.Declaration;

/// <summary>The names that the compiler takes for itself in every network. The one list: what is emitted must be named here.</summary>
internal static class ReservedNames
{
    /// <summary>The members added to the class.</summary>
    public static IReadOnlyCollection<string> Members { get; } =
    [
        "Backward", "BackwardKernels", "BackwardPlaces", "Evaluate", "Forward", "ForwardBackward", "ForwardKernels", "ForwardPlaces", "Infer", "InputSize", "LayerSpans", "LayerViews",
        "Layers", "Layout", "Loss", "Offsets", "OutputSize", "ParameterCount", "ParameterPlaces", "Parameters", "Predict", "PredictFew", "PredictFewPlaces", "PredictMany", "PredictPlaces", "RunShare", "State", "StateLayout", "StateOffsets", "ValuePlaces", "Workspace", "parameterBuffer", "stateBuffer",
    ];

    /// <summary>Members that nothing else in the emitted code names, so that a layer may be called as they are.</summary>
    private static readonly string[] Unnamed = ["Architecture", "Load", "Pretrained", "Shared", "SharedInstance", "WeightsInAssembly"];

    /// <summary>The members that every object has: no layer's property may hide one.</summary>
    public static IReadOnlyCollection<string> ObjectMembers { get; } =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    /// <summary>Whether a user's member of this name would collide; so does the accessor of an emitted property, <c>get_Layout</c>.</summary>
    public static bool IsMember(string name) => Members.Contains(WithoutAccessor(name)) || Unnamed.Contains(WithoutAccessor(name));

    private static string WithoutAccessor(string name) =>
        name.StartsWith("get_", StringComparison.Ordinal) || name.StartsWith("set_", StringComparison.Ordinal) ? name.Substring(4) : name;
}
