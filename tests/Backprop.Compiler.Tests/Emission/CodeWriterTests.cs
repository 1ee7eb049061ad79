using Backprop.Compiler.Emission;

namespace Backprop.Compiler.Tests.Emission;

public sealed class CodeWriterTests
{
    [Fact]
    public void IndentsBlocks()
    {
        CodeWriter code = new();
        code.Block("class A\n    where B : C", () =>
        {
            code.Line("int a;");
            code.Line();
            code.Block("void M()", () => code.Lines("// 1\n\n// 2"));
        });
        code.Braces(() => code.Line("x();"));

        Assert.Equal(
            "class A\n    where B : C\n{\n    int a;\n\n    void M()\n    {\n        // 1\n\n        // 2\n    }\n}\n{\n    x();\n}\n",
            code.ToString());
    }

    [Fact]
    public void BlankLinesHaveNoSpaces()
    {
        CodeWriter code = new();
        code.Braces(() => code.Line());

        Assert.Equal("{\n\n}\n", code.ToString());
    }

    [Fact]
    public void StartsEmpty()
    {
        Assert.Equal("", new CodeWriter().ToString());
    }
}
