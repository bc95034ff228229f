using System.Text.Json;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// The npm package cannot carry symbolic links; it lists them in <c>pg-symlinks.json</c> for a post-install script. That script
/// may be switched off, so the same links are made here. Several processes may do it at once.
/// </summary>
internal static class PackageLibraryLinks
{
    private sealed record Link(string Source, string Target);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Makes every missing link below <paramref name="packageFolder"/>.</summary>
    public static void Ensure(string packageFolder)
    {
        var list = Path.Combine(packageFolder, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        foreach (var link in JsonSerializer.Deserialize<Link[]>(File.ReadAllText(list), Json) ?? [])
        {
            EnsureOne(Inside(packageFolder, link.Source, list), Inside(packageFolder, link.Target, list));
        }
    }

    private static void EnsureOne(string source, string target)
    {
        if (LeadsToFile(target) || !File.Exists(source))
        {
            return;
        }

        var destination = Path.GetRelativePath(Path.GetDirectoryName(target)!, source);
        var fresh = $"{target}.{Path.GetRandomFileName()}";
        try
        {
            File.CreateSymbolicLink(fresh, destination);
            // A rename is atomic, so a reader never sees a half-made link and the last of several makers wins with the same link.
            File.Move(fresh, target, overwrite: true);
        }
        catch (IOException) when (LeadsToFile(target))
        {
            File.Delete(fresh);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw new EmbeddedPostgresException($"The library link {target} could not be made. Make its folder writable, or run `npm ci` with its scripts.", refused);
        }
    }

    /// <summary>File.Exists is content with a link that leads nowhere.</summary>
    private static bool LeadsToFile(string path) =>
        new FileInfo(path).LinkTarget is { } destination ? File.Exists(Path.Combine(Path.GetDirectoryName(path)!, destination)) : File.Exists(path);

    private static string Inside(string packageFolder, string relative, string list)
    {
        var root = Path.GetFullPath(packageFolder) + Path.DirectorySeparatorChar;
        var path = Path.GetFullPath(Path.Combine(packageFolder, relative));
        return path.StartsWith(root, StringComparison.Ordinal)
            ? path
            : throw new EmbeddedPostgresException($"{list} names \"{relative}\", which lies outside its package. Run `npm ci` again.");
    }
}
