using Backprop.Serialization;

namespace Backprop.Tests.Serialization;

/// <summary>There is always a whole file.</summary>
public class AtomicFileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory().FullName;

    private string Target => Path.Combine(folder, "model");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Action<Stream> Writing(params byte[] bytes) => stream => stream.Write(bytes);

    [Fact]
    public void A_file_is_made_and_replaced()
    {
        AtomicFile.Write(Target, Writing(1));
        Assert.Equal([1], File.ReadAllBytes(Target));
        AtomicFile.Write(Target, Writing(2, 3));

        Assert.Equal([2, 3], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }

    [Fact]
    public void The_previous_file_is_kept_where_asked_for()
    {
        string previous = Target + ".previous";
        AtomicFile.Write(Target, Writing(1), previous);
        Assert.False(File.Exists(previous));
        AtomicFile.Write(Target, Writing(2), previous);
        AtomicFile.Write(Target, Writing(3), previous);

        Assert.Equal([3], File.ReadAllBytes(Target));
        Assert.Equal([2], File.ReadAllBytes(previous));
        Assert.Equal(2, Directory.GetFiles(folder).Length);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_nothing_else()
    {
        AtomicFile.Write(Target, Writing(1));

        Assert.Throws<InvalidCastException>(() => AtomicFile.Write(Target, stream =>
        {
            stream.WriteByte(2);
            throw new InvalidCastException();
        }));

        Assert.Equal([1], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }

    [Fact]
    public void What_a_killed_save_left_is_overwritten()
    {
        File.WriteAllBytes(Target + AtomicFile.TemporaryEnding, [9, 9, 9, 9]);

        AtomicFile.Write(Target, Writing(1));

        Assert.Equal([1], File.ReadAllBytes(Target));
        Assert.Equal([Target], Directory.GetFiles(folder));
    }

    [Fact]
    public void A_second_save_at_the_same_time_is_refused_and_harms_nothing()
    {
        AtomicFile.Write(Target, stream =>
        {
            stream.WriteByte(1);
            Assert.Throws<IOException>(() => AtomicFile.Write(Target, Writing(2)));
        });

        Assert.Equal([1], File.ReadAllBytes(Target));
    }

    [Fact]
    public void A_link_goes_on_leading_to_the_file()
    {
        string link = Path.Combine(folder, "link");
        AtomicFile.Write(Target, Writing(1));
        File.CreateSymbolicLink(link, Target);

        AtomicFile.Write(link, Writing(2));

        Assert.Equal([2], File.ReadAllBytes(Target));
        Assert.Equal(Target, new FileInfo(link).LinkTarget);
    }
}
