using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>
/// What we build on, read from the resolved packages and not from what we believe to have asked for. The silent failure: a package changes its licence in a new
/// version, or brings another that a city cannot accept, and nobody notices until the city's lawyer does.
/// </summary>
public sealed partial class LicenceTests
{
    private static readonly string[] Allowed = ["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "PostgreSQL", "MS-PL", "0BSD", "BSD-0-Clause"];

    /// <summary>Each with its row in docs/adr/0007-licences.md; none in the closure of the host or the command line.</summary>
    private static readonly Dictionary<string, string> Exceptions = new(StringComparer.OrdinalIgnoreCase) { ["Deque.AxeCore.Commons"] = "MPL-2.0" };

    private static readonly string[] Hosts = ["UtilityBilling.Web", "UtilityBilling.Cli"];

    private static readonly string Root = FindRoot();

    [Fact]
    public void Every_resolved_package_has_an_allowed_licence()
    {
        var packages = Directory.GetDirectories(Path.Combine(Root, "artifacts", "obj")).SelectMany(d => Packages(Path.GetFileName(d))).DistinctBy(p => (p.Name, p.Version)).ToList();

        packages.Count.ShouldBeGreaterThan(50, "the resolved packages were not found");
        packages.Where(p => !IsAllowed(p.Licence) && Exceptions.GetValueOrDefault(p.Name) != p.Licence).Select(p => $"{p.Name} {p.Version}: {p.Licence}").ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_that_is_shipped_needs_an_exception() =>
        Shipped().Where(p => !IsAllowed(p.Licence)).Select(p => $"{p.Name}: {p.Licence}").ShouldBeEmpty();

    [Fact]
    public void Every_exception_is_explained_in_the_decision_record()
    {
        var record = File.ReadAllText(Path.Combine(Root, "docs", "adr", "0007-licences.md"));
        foreach (var (name, licence) in Exceptions)
            record.ShouldContain($"| {name} | {licence} |");
    }

    [Fact]
    public void Every_npm_package_has_an_allowed_licence() =>
        NpmLock().Where(p => !IsAllowed(p.Licence)).Select(p => $"{p.Name}: {p.Licence}").ShouldBeEmpty();

    [Fact]
    public void The_notices_name_exactly_the_packages_that_are_shipped() =>
        Rows("THIRD-PARTY-NOTICES.md", ".NET packages").ShouldBe(
            Shipped().Select(p => $"{p.Name} {p.Version}").Order(StringComparer.OrdinalIgnoreCase), ignoreOrder: false, customMessage: "run: node etc/tools/third-party-notices.mjs");

    [Fact]
    public void The_notices_name_exactly_the_npm_packages_that_are_served_or_run() =>
        Rows("THIRD-PARTY-NOTICES.md", "npm packages").ShouldBe(
            NpmLock().Where(p => !p.IsDevelopment).Select(p => $"{p.Name} {p.Version}").Order(StringComparer.OrdinalIgnoreCase), ignoreOrder: false, customMessage: "run: node etc/tools/third-party-notices.mjs");

    [Fact]
    public void Every_package_that_we_ask_for_has_a_line_that_says_why()
    {
        var asked = XDocument.Load(Path.Combine(Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(p => $"{p.Attribute("Include")!.Value} {p.Attribute("Version")!.Value}").Concat(NpmDirect());

        Rows("docs/packages.md", null).ShouldBe(asked.Order(StringComparer.OrdinalIgnoreCase));
    }

    [Fact]
    public void The_notices_give_the_text_of_every_licence_they_name()
    {
        var notices = File.ReadAllText(Path.Combine(Root, "THIRD-PARTY-NOTICES.md"));
        foreach (var licence in TableRow().Matches(notices).Select(m => m.Groups["licence"].Value).Distinct().Where(l => l != "licence"))
            notices.ShouldContain($"### {licence}\n");
        File.ReadAllText(Path.Combine(Root, "LICENSE")).ShouldContain("Apache License");
    }

    private sealed record Package(string Name, string Version, string Licence, bool IsShipped);

    private sealed record NpmPackage(string Name, string Version, string Licence, bool IsDevelopment);

    private static List<Package> Shipped()
    {
        Packages(Hosts[0]).ShouldNotBeEmpty("the host is not restored");
        return [.. Hosts.SelectMany(Packages).Where(p => p.IsShipped).DistinctBy(p => p.Name).OrderBy(p => p.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static List<Package> Packages(string project)
    {
        var file = Path.Combine(Root, "artifacts", "obj", project, "project.assets.json");
        if (!File.Exists(file))
            return [];
        using var assets = JsonDocument.Parse(File.ReadAllBytes(file));
        var folders = assets.RootElement.GetProperty("packageFolders").EnumerateObject().Select(f => f.Name).ToList();
        var libraries = assets.RootElement.GetProperty("libraries");
        return
        [
            .. assets.RootElement.GetProperty("targets").EnumerateObject().SelectMany(t => t.Value.EnumerateObject())
                .Where(e => e.Value.GetProperty("type").GetString() == "package")
                .Select(e => new Package(e.Name.Split('/')[0], e.Name.Split('/')[1], Licence(folders, libraries.GetProperty(e.Name).GetProperty("path").GetString()!), IsShippedEntry(e.Value))),
        ];
    }

    /// <summary>Analyzers and build tasks leave nothing in the output; a package that only gathers others is named all the same.</summary>
    private static bool IsShippedEntry(JsonElement entry)
    {
        bool Has(string kind) => entry.TryGetProperty(kind, out var files) && files.EnumerateObject().Any(f => !f.Name.EndsWith("_._", StringComparison.Ordinal));
        return Has("runtime") || Has("runtimeTargets") || Has("native") || Has("resource")
            || (entry.TryGetProperty("dependencies", out var needed) && needed.EnumerateObject().Any() && !entry.TryGetProperty("build", out _));
    }

    private static string Licence(List<string> folders, string path)
    {
        var folder = folders.Select(f => Path.Combine(f, path)).First(Directory.Exists);
        var licence = XDocument.Load(Directory.GetFiles(folder, "*.nuspec").Single()).Descendants().FirstOrDefault(e => e.Name.LocalName == "license");
        return licence?.Attribute("type")?.Value == "expression" ? licence.Value : $"no licence expression ({licence?.Value})";
    }

    private static bool IsAllowed(string expression) =>
        expression.Split(" AND ").All(part => part.Trim('(', ')', ' ').Split(" OR ").Any(l => Allowed.Contains(l.Trim('(', ')', ' '))));

    private static List<NpmPackage> NpmLock()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "package-lock.json")));
        return
        [
            .. document.RootElement.GetProperty("packages").EnumerateObject().Where(p => p.Name.Length > 0).Select(p => new NpmPackage(
                p.Name[(p.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..], p.Value.GetProperty("version").GetString()!,
                p.Value.TryGetProperty("license", out var licence) ? licence.GetString()! : "none given", p.Value.TryGetProperty("dev", out _))),
        ];
    }

    private static List<string> NpmDirect()
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "package.json")));
        return
        [
            .. new[] { "dependencies", "devDependencies", "optionalDependencies" }.Where(k => document.RootElement.TryGetProperty(k, out _))
                .SelectMany(k => document.RootElement.GetProperty(k).EnumerateObject()).Select(p => $"{p.Name} {p.Value.GetString()}"),
        ];
    }

    /// <summary>"name version" of the tables in a document, or in the chapter whose title begins as given.</summary>
    private static List<string> Rows(string file, string? chapter)
    {
        var text = File.ReadAllText(Path.Combine(Root, file));
        if (chapter is not null)
            text = text.Split("\n## ").Single(c => c.StartsWith(chapter, StringComparison.Ordinal));
        return [.. TableRow().Matches(text).Select(m => $"{m.Groups["name"].Value} {m.Groups["version"].Value}").Where(r => r != "package version").Order(StringComparer.OrdinalIgnoreCase)];
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (directory is not null && !File.Exists(Path.Combine(directory.FullName, "UtilityBilling.sln")))
            directory = directory.Parent;
        return directory?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }

    [GeneratedRegex(@"^\| (?<name>[^|-][^|]*?) \| (?<version>[^|]+?) \| (?<licence>[^|]+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex TableRow();
}
