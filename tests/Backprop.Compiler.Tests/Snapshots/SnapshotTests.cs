using Xunit.Sdk;

namespace Backprop.Compiler.Tests.Snapshots;

/// <summary>The helper follows Verify: a mismatch fails and leaves what was received beside the verified file.</summary>
public sealed class SnapshotTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("snapshots").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void TheSameTextPasses()
    {
        Write("T.M#A.g.verified.cs", "class A;\r\n\nint b;\n");

        Check(accept: false, ("A.g.cs", "class A;\n\nint b;\n"));

        Assert.Equal(["T.M#A.g.verified.cs"], Files());
    }

    [Fact]
    public void AnotherTextFailsAndIsKept()
    {
        Write("T.M#A.g.verified.cs", "one\ntwo\nthree\n");

        string message = Fail(("A.g.cs", "one\nTwo\nthree\n"));

        Assert.Contains("T.M#A.g.verified.cs differs, line 2:\n  verified: two\n  received: Two", message, StringComparison.Ordinal);
        Assert.Equal(["T.M#A.g.received.cs", "T.M#A.g.verified.cs"], Files());
        Assert.Equal("one\nTwo\nthree\n", Read("T.M#A.g.received.cs"));
    }

    [Theory]
    [InlineData("text\n", "text", "line 2:\n  verified: (empty)")]
    [InlineData("text", "text\n", "differs")]
    [InlineData("a b", "a  b", "differs")]
    [InlineData("a ", "a", "differs")]
    public void NothingButLineEndsIsForgiven(string verified, string received, string expected)
    {
        Write("T.M#A.verified.cs", verified);

        Assert.Contains(expected.Replace("(empty)", "", StringComparison.Ordinal), Fail(("A.cs", received)), StringComparison.Ordinal);
    }

    [Fact]
    public void AMissingFileFails()
    {
        Assert.Contains("T.M#A.verified.cs does not exist.", Fail(("A.cs", "a")), StringComparison.Ordinal);
        Assert.Equal(["T.M#A.received.cs"], Files());
    }

    [Fact]
    public void AFileThatIsNoLongerEmittedFails()
    {
        Write("T.M#A.verified.cs", "a");
        Write("T.M#B.verified.cs", "b");
        Write("T.M2#C.verified.cs", "of another test");

        Assert.Contains("T.M#B.verified.cs: no such file is emitted any more.", Fail(("A.cs", "a")), StringComparison.Ordinal);
    }

    [Fact]
    public void AcceptingMakesTheReceivedTextTheVerifiedOne()
    {
        Write("T.M#A.verified.cs", "old");
        Write("T.M#A.received.cs", "older");
        Write("T.M#Gone.verified.cs", "gone");
        Write("T.M2#C.verified.cs", "of another test");

        Check(accept: true, ("A.cs", "new\n"), ("B.cs", "more\n"));
        Check(accept: false, ("A.cs", "new\n"), ("B.cs", "more\n"));

        Assert.Equal(["T.M#A.verified.cs", "T.M#B.verified.cs", "T.M2#C.verified.cs"], Files());
        Assert.Equal("new\n", Read("T.M#A.verified.cs"));
    }

    private void Check(bool accept, params (string File, string Text)[] texts) => new Snapshot(folder, accept).Check("T", "M", texts);

    private string Fail(params (string File, string Text)[] texts) => Assert.ThrowsAny<XunitException>(() => Check(accept: false, texts)).Message;

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);

    private string Read(string name) => File.ReadAllText(Path.Combine(folder, name));

    private string[] Files() => [.. Directory.EnumerateFiles(folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
