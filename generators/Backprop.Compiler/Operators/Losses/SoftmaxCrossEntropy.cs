using Backprop.Compiler.Emission;
using Backprop.Compiler.Emission.Kernels;
using Backprop.Compiler.Graph;

namespace Backprop.Compiler.Operators.Losses;

/// <summary>Softmax and cross-entropy in one: ln Σ exp is shifted by the largest logit, and the gradient is softmax(z) − t.</summary>
internal sealed class SoftmaxCrossEntropy(float smoothing) : LossOperator
{
    public override string Name => "SoftmaxCrossEntropy";

    public override LossTargets Targets => LossTargets.Classes;

    private bool Smooth => smoothing > 0;

    public override IEnumerable<string> Describe(Node node)
    {
        int width = node.Shape.Width;
        yield return $"L = mean over rows of Σ t·(ln Σ exp(z) − z)   z{node.Shape}, t[rows×{width}]";
        yield return "δ = ∂L/∂z = (softmax(z)·Σ t − t) / rows";
        if (Smooth)
        {
            yield return $"Label smoothing: t becomes (1 − {Literal.Number(smoothing)})·t + {Literal.Number(smoothing)}/{width}.";
        }
    }

    public override IEnumerable<string> DescribeLabels(Node node)
    {
        yield return $"L = mean over rows of ln Σ exp(z) − z[label]   z{node.Shape}, one label per row";
        yield return "δ = ∂L/∂z = (softmax(z) − 1 at the label) / rows";
        if (Smooth)
        {
            yield return $"Label smoothing: the label's share of the target is 1 − {Literal.Number(smoothing)}; {Literal.Number(smoothing)} is spread over all {node.Shape.Width} classes.";
        }
    }

    public override void EmitLabels(Node node, KernelWriter kernel) => Emit(node.Shape.Width, kernel, Labels);

    public override void EmitValues(Node node, KernelWriter kernel) => Emit(node.Shape.Width, kernel, Probabilities);

    // What differs between class indices and probability rows. The rows of a narrow form lie side by side; a wide one goes row by row.
    private sealed record TargetForm(Action<KernelWriter, int, bool> Narrow, Action<KernelWriter, bool> Units, Action<KernelWriter, int, bool> Wide, bool ReadsTops);

    private static readonly TargetForm Labels = new(NarrowLabels, LabelUnits, WideLabels, ReadsTops: true);

    private static readonly TargetForm Probabilities = new(NarrowProbabilities, ProbabilityUnits, WideProbabilities, ReadsTops: false);

    private void Emit(int width, KernelWriter kernel, TargetForm form)
    {
        kernel.Line($"const int Units = {width};");
        if (Smooth)
        {
            string element = kernel.Element;
            kernel.Line($"const {element} SmoothingShare = ({element})({Literal.Number(smoothing)} / {width}), TargetShare = ({element})(1 - {Literal.Number(smoothing)}); // what each class and what the target gets");
        }

        kernel.Line();
        kernel.Line($"{kernel.Element} perRow = 1 / ({kernel.Element})batch;");
        if (form.ReadsTops)
        {
            kernel.Line($"Span<{kernel.Element}> tops = stackalloc {kernel.Element}[{kernel.Lane}];");
        }

        if (width >= kernel.Lane)
        {
            form.Wide(kernel, width, Smooth);
            return;
        }

        kernel.Line("TLane scale = TLane.Broadcast(perRow);");
        bool units = UnitsInLanes.Fits(kernel, width);
        if (units)
        {
            UnitsInLanes.Declare(kernel, form.ReadsTops && !Smooth ? ["e"] : form.ReadsTops ? ["u", "e"] : ["u", "e", "t"]);
        }

        RowsInLanes.Loop(kernel, () =>
        {
            if (units)
            {
                form.Units(kernel, Smooth);
            }
            else
            {
                RowsInLanes.Load(kernel, width, "z[0]", "z");
                RowsInLanes.Exponentials(kernel, width, "z");
                kernel.Line(LogOf("sum"));
                form.Narrow(kernel, width, Smooth);
            }

            kernel.Line("TLane.StorePartial(loss, ref losses[0], row, count);");
            if (form.ReadsTops)
            {
                kernel.Line("TLane.Store(max, ref tops[0], 0);");
                kernel.Block("for (int i = 0; i < count; i++)", () =>
                {
                    OwnLogit(kernel, "row + i", Smooth);
                    kernel.Line($"losses[row + i] += {(Smooth ? "TargetShare * (tops[i] - z[own])" : "tops[i] - z[own]")};");
                });
            }
        });
    }

    // Takes the label's 1 off, in the gradient.
    private static void OwnLogit(KernelWriter kernel, string row, bool smooth)
    {
        kernel.Line($"int own = {(row == "row" ? row : $"({row})")} * Units + labels[{row}]; // where the label's own logit is");
        kernel.Line($"delta[own] -= {(smooth ? "TargetShare * " : "")}perRow;");
    }

    private static string LogOf(string sum) => $"TLane log = LaneMath.Log({sum}); // ln Σ exp(z) − max: it and max − z are both 0 or more, so no digits cancel";

    private static void LabelUnits(KernelWriter kernel, bool smooth)
    {
        string logits = smooth ? "u" : "e";
        UnitsInLanes.Pack(kernel, "z[row * Units]", logits);
        UnitsInLanes.Exponentials(kernel, logits, "e");
        kernel.Line(LogOf("sum"));
        if (smooth)
        {
            kernel.Line("TLane share = TLane.Broadcast(SmoothingShare), distances = TLane.Zero;");
        }

        if (smooth)
        {
            kernel.Line("TLane toRow = scale / sum;");
            UnitsInLanes.ForEach(kernel, () =>
            {
                kernel.Line($"distances += max - {UnitsInLanes.Load("u")};");
                UnitsInLanes.Store(kernel, $"{UnitsInLanes.Load("e")} * toRow - share * scale", "e");
            });
        }
        else
        {
            kernel.Line($"LaneMath.ScaleInLanes(ref e[0], Units, scale / sum);");
        }

        kernel.Line($"TLane loss = {(smooth ? "log + share * distances" : "log")};");
        UnitsInLanes.Unpack(kernel, "e", "delta[row * Units]");
    }

    private static void ProbabilityUnits(KernelWriter kernel, bool smooth)
    {
        UnitsInLanes.Pack(kernel, "z[row * Units]", "u");
        UnitsInLanes.Pack(kernel, "target[row * Units]", "t");
        UnitsInLanes.Exponentials(kernel, "u", "e");
        kernel.Line(LogOf("sum"));
        kernel.Line("TLane weight = TLane.Zero, loss = TLane.Zero; // Σ t, and the rows' losses");
        UnitsInLanes.ForEach(kernel, () =>
        {
            string target = UnitsInLanes.Load("t");
            kernel.Line($"TLane t0 = {(smooth ? $"TLane.MultiplyAdd({target}, TLane.Broadcast(TargetShare), TLane.Broadcast(SmoothingShare))" : target)};");
            if (smooth)
            {
                UnitsInLanes.Store(kernel, "t0", "t");
            }

            kernel.Line("weight += t0;");
            kernel.Line($"loss += t0 * (log + (max - {UnitsInLanes.Load("u")}));");
        });
        kernel.Line("TLane toRow = weight / sum;");
        UnitsInLanes.ForEach(kernel, () => UnitsInLanes.Store(kernel, $"({UnitsInLanes.Load("e")} * toRow - {UnitsInLanes.Load("t")}) * scale", "e"));
        UnitsInLanes.Unpack(kernel, "e", "delta[row * Units]");
    }

    private static void NarrowLabels(KernelWriter kernel, int width, bool smooth)
    {
        kernel.Line("TLane toRow = scale / sum;");
        if (smooth)
        {
            kernel.Line("TLane share = TLane.Broadcast(SmoothingShare);");
            kernel.Line($"TLane loss = log + share * ({string.Join(" + ", Enumerable.Range(0, width).Select(unit => $"(max - z{unit})"))});");
        }
        else
        {
            kernel.Line("TLane loss = log;");
        }

        RowsInLanes.Store(kernel, width, "delta[0]", unit => smooth ? $"e{unit} * toRow - share * scale" : $"e{unit} * toRow");
    }

    private static void NarrowProbabilities(KernelWriter kernel, int width, bool smooth)
    {
        RowsInLanes.Load(kernel, width, "target[0]", "t");
        for (int unit = 0; unit < width && smooth; unit++)
        {
            kernel.Line($"t{unit} = TLane.MultiplyAdd(t{unit}, TLane.Broadcast(TargetShare), TLane.Broadcast(SmoothingShare));");
        }

        kernel.Line($"TLane weight = {string.Join(" + ", Enumerable.Range(0, width).Select(unit => $"t{unit}"))}; // Σ t");
        kernel.Line($"TLane loss = {string.Join(" + ", Enumerable.Range(0, width).Select(unit => $"t{unit} * (log + (max - z{unit}))"))};");
        kernel.Line("TLane toRow = weight / sum;");
        RowsInLanes.Store(kernel, width, "delta[0]", unit => $"(e{unit} * toRow - t{unit}) * scale");
    }

    // The logarithms of a lane of rows are taken together.
    private static void WideLabels(KernelWriter kernel, int width, bool smooth)
    {
        if (smooth)
        {
            kernel.Line("TLane share = TLane.Broadcast(SmoothingShare * perRow);");
        }

        kernel.Block($"for (int first = 0; first < rows; first += {kernel.Lane})", () =>
        {
            kernel.Line($"int count = int.Min({kernel.Lane}, rows - first);");
            kernel.Block("for (int row = first; row < first + count; row++)", () =>
            {
                ColumnsInLanes.Exponentials(kernel, "z[0]", "delta[0]");
                if (smooth)
                {
                    kernel.Line("TLane top = TLane.Broadcast(max), toRow = TLane.Broadcast(perRow / sum), distances = TLane.Zero;");
                    ColumnsInLanes.ForEach(kernel, width, lane =>
                    {
                        kernel.Line($"distances += {lane.Keep($"top - {lane.Load("z[0]")}")};");
                        kernel.Line(lane.Store($"{lane.Load("delta[0]")} * toRow - share", "delta[0]"));
                    });
                    kernel.Line();
                }
                else
                {
                    ColumnsInLanes.Scale(kernel, "delta[0]", "perRow / sum");
                }

                OwnLogit(kernel, "row", smooth);
                kernel.Line("losses[row] = sum;");
                kernel.Line($"tops[row - first] = {(smooth ? "SmoothingShare * TLane.Sum(distances) + TargetShare * (max - z[own])" : "max - z[own]")};");
            });
            kernel.Line();
            kernel.Line(LogOf("TLane.LoadPartial(in losses[0], first, count)"));
            kernel.Line("TLane.StorePartial(log + TLane.Load(in tops[0], 0), ref losses[0], first, count);");
        });
    }

    private static void WideProbabilities(KernelWriter kernel, int width, bool smooth)
    {
        string Target(RowLane lane)
        {
            string target = lane.Load("target[0]");
            string smoothed = $"TLane.MultiplyAdd({target}, TLane.Broadcast(TargetShare), TLane.Broadcast(SmoothingShare))";
            return smooth ? lane.Keep(smoothed) : target;
        }

        kernel.Line("TLane scale = TLane.Broadcast(perRow);");
        kernel.Block("for (int row = 0; row < rows; row++)", () =>
        {
            ColumnsInLanes.Exponentials(kernel, "z[0]", "delta[0]");
            kernel.Line(LogOf("TLane.Broadcast(sum)"));
            kernel.Line("TLane top = TLane.Broadcast(max), weights = TLane.Zero, sumsOfLoss = TLane.Zero;");
            ColumnsInLanes.ForEach(kernel, width, lane =>
            {
                kernel.Line($"TLane t = {Target(lane)};");
                kernel.Line("weights += t;");
                kernel.Line($"sumsOfLoss = TLane.MultiplyAdd(t, log + (top - {lane.Load("z[0]")}), sumsOfLoss);");
            });
            kernel.Line();
            kernel.Line("TLane toRow = TLane.Broadcast(TLane.Sum(weights) / sum);");
            ColumnsInLanes.ForEach(kernel, width, lane =>
            {
                kernel.Line($"TLane t = {Target(lane)};");
                kernel.Line(lane.Store($"({lane.Load("delta[0]")} * toRow - t) * scale", "delta[0]"));
            });
            kernel.Line();
            kernel.Line("losses[row] = TLane.Sum(sumsOfLoss);");
        });
    }
}
