using System.Text.Json;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>A copy of the npm package's programs, for an account that may not enter <c>node_modules</c>.</summary>
internal static class PackageCopy
{
    /// <summary>Makes the copy unless it is there, and answers its folder of programs. The copy carries the package's version.</summary>
    public static async Task<string> EnsureAsync(string packageFolder, string parent, ServerAccount account, CancellationToken ct)
    {
        var copy = Path.Combine(parent, $"binaries-{VersionOf(packageFolder)}");
        if (!Directory.Exists(copy))
        {
            var fresh = $"{copy}.{Path.GetRandomFileName()}";
            var native = Path.Combine(packageFolder, "native");
            CopyFolder(native, Path.Combine(fresh, "native"));
            PackageLibraryLinks.Ensure(fresh);
            await account.OwnAsync(fresh, ct);
            PrivateFiles.MoveFolderUnlessThere(fresh, copy);
        }

        return Path.Combine(copy, "native", "bin");
    }

    private static string VersionOf(string packageFolder)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(packageFolder, "package.json")));
        return manifest.RootElement.GetProperty("version").GetString()!;
    }

    private static void CopyFolder(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (var file in new DirectoryInfo(source).EnumerateFiles())
        {
            // Static libraries are for compiling against; links are made anew.
            if (file.Extension != ".a" && file.LinkTarget is null)
            {
                file.CopyTo(Path.Combine(target, file.Name));
            }
        }

        foreach (var folder in Directory.EnumerateDirectories(source))
        {
            CopyFolder(folder, Path.Combine(target, Path.GetFileName(folder)));
        }
    }
}
