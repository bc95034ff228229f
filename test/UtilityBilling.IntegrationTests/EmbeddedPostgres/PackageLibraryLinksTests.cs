using Shouldly;
using UtilityBilling.EmbeddedPostgres;
using Xunit;

namespace UtilityBilling.IntegrationTests.EmbeddedPostgres;

public sealed class PackageLibraryLinksTests : IDisposable
{
    private readonly string package = Directory.CreateTempSubdirectory("ub-links-").FullName;

    public PackageLibraryLinksTests()
    {
        Directory.CreateDirectory(Path.Combine(package, "native", "lib"));
        File.WriteAllText(Path.Combine(package, "native", "lib", "libpq.so.5.18"), "library");
        WriteList("""[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so"},{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"}]""");
    }

    private string LinkPath => Path.Combine(package, "native", "lib", "libpq.so.5");

    public void Dispose() => Directory.Delete(package, recursive: true);

    [Fact]
    public void Every_listed_link_is_made_relative_so_that_the_package_may_be_moved()
    {
        PackageLibraryLinks.Ensure(package);

        new FileInfo(LinkPath).LinkTarget.ShouldBe("libpq.so.5.18");
        File.ReadAllText(Path.Combine(package, "native", "lib", "libpq.so")).ShouldBe("library");
    }

    [Fact]
    public void Making_them_again_changes_nothing()
    {
        PackageLibraryLinks.Ensure(package);
        var before = new FileInfo(LinkPath).LastWriteTimeUtc;

        PackageLibraryLinks.Ensure(package);

        new FileInfo(LinkPath).LastWriteTimeUtc.ShouldBe(before);
        Directory.GetFiles(Path.Combine(package, "native", "lib")).Length.ShouldBe(3);
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_replaced()
    {
        File.CreateSymbolicLink(LinkPath, "libpq.so.5.17");

        PackageLibraryLinks.Ensure(package);

        new FileInfo(LinkPath).LinkTarget.ShouldBe("libpq.so.5.18");
    }

    [Fact]
    public void Many_may_make_them_at_once()
    {
        Parallel.For(0, 32, new ParallelOptions { MaxDegreeOfParallelism = 16 }, _ => PackageLibraryLinks.Ensure(package));

        File.ReadAllText(LinkPath).ShouldBe("library");
        Directory.GetFiles(Path.Combine(package, "native", "lib")).Length.ShouldBe(3);
    }

    [Fact]
    public void A_link_outside_the_package_is_refused()
    {
        WriteList("""[{"source":"native/lib/libpq.so.5.18","target":"../outside.so"}]""");

        Should.Throw<EmbeddedPostgresException>(() => PackageLibraryLinks.Ensure(package)).Message.ShouldContain("outside its package");
    }

    private void WriteList(string json) => File.WriteAllText(Path.Combine(package, "native", "pg-symlinks.json"), json);
}
