namespace UtilityBilling.EmbeddedPostgres;

/// <summary>Files and folders that only their owner may read.</summary>
internal static class PrivateFiles
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    /// <summary>Makes a folder and its parents; one that is there keeps its mode.</summary>
    public static void EnsureFolder(string path, bool othersMayPass = false)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, othersMayPass ? OwnerFolder | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute : OwnerFolder);
        }
    }

    /// <summary>Puts a finished folder in its place; when another process was first, its folder stays and ours goes.</summary>
    public static void MoveFolderUnlessThere(string fresh, string folder)
    {
        try
        {
            Directory.Move(fresh, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(fresh, recursive: true);
        }
    }

    /// <summary>Writes a file that must not be there yet, so that no link laid in its place is followed.</summary>
    public static void WriteNew(string path, string text)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerFile;
        }

        using var writer = new StreamWriter(path, options);
        writer.Write(text);
    }
}
