using System.Xml.Linq;
using UtilityBilling.EmbeddedPostgres;

namespace UtilityBilling.UnitTests.Architecture;

/// <summary>The repository as files, for tests that read it.</summary>
internal static class Source
{
    public static string Root { get; } = RepositoryLocator.Find();

    public static IReadOnlyList<string> Modules { get; } = [.. Directory.GetDirectories(Path.Combine(Root, "modules")).Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];

    public static IReadOnlyList<Project> Projects { get; } =
    [
        .. new[] { "src", "modules", "test" }.SelectMany(d => Directory.EnumerateFiles(Path.Combine(Root, d), "*.csproj", SearchOption.AllDirectories)).Select(Project.Read).OrderBy(p => p.Name, StringComparer.Ordinal),
    ];

    /// <summary>Files of our own below a folder, by their endings; build output, packages and generated migrations left out.</summary>
    public static IEnumerable<string> Files(string folder, params string[] endings) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(f => endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)))
            .Where(f => !Relative(f).Split('/').Any(p => p is "artifacts" or "node_modules" or "Migrations" or ".git" or ".data" or "libs" or "bin" or "obj"));

    public static string Relative(string file) => Path.GetRelativePath(Root, file).Replace('\\', '/');
}

/// <summary>A project file and what it references.</summary>
internal sealed record Project(string Name, string File, IReadOnlyList<string> References, IReadOnlyList<string> Packages)
{
    public bool IsContracts => Name.EndsWith(".Contracts", StringComparison.Ordinal);

    /// <summary>The folder below modules/, or null.</summary>
    public string? Module => Source.Relative(File).Split('/') is ["modules", var module, ..] ? module : null;

    /// <summary>All projects that it reaches, as written in the project files.</summary>
    public IReadOnlySet<string> Closure()
    {
        var reached = new HashSet<string>();
        var waiting = new Stack<string>(References);
        while (waiting.TryPop(out var name))
            if (reached.Add(name))
                foreach (var further in Source.Projects.Single(p => p.Name == name).References)
                    waiting.Push(further);
        return reached;
    }

    public static Project Read(string file)
    {
        var xml = XDocument.Load(file);
        return new Project(
            Path.GetFileNameWithoutExtension(file), file,
            [.. xml.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))],
            [.. xml.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value)]);
    }
}
