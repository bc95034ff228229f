using System.Diagnostics;
using System.Globalization;

namespace UtilityBilling.EmbeddedPostgres;

internal enum PostmasterState
{
    /// <summary>No server, and none was killed.</summary>
    Absent,

    /// <summary>The file was left by a server that is gone.</summary>
    Stale,

    /// <summary>Starting, recovering or stopping.</summary>
    Busy,

    /// <summary>Takes connections.</summary>
    Ready,
}

/// <summary>What a server says of itself in its data folder's <c>postmaster.pid</c>: line 1 process, line 2 data folder, line 4 port, line 8 status.</summary>
internal sealed record PostmasterFile(int ProcessId, int? Port, string Status)
{
    public const string Name = "postmaster.pid";

    public static PostmasterFile? Read(string dataFolder)
    {
        try
        {
            return Parse(File.ReadAllText(Path.Combine(dataFolder, Name)));
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static PostmasterFile? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries);
        if (!int.TryParse(lines[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var process))
        {
            return null;
        }

        int? port = lines.Length > 3 && int.TryParse(lines[3], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        // A negative process id is a single-user back end's.
        return new PostmasterFile(Math.Abs(process), port, lines.Length > 7 ? lines[7] : "");
    }

    public PostmasterState StateOf(string dataFolder)
    {
        if (!IsServerOf(dataFolder))
        {
            return PostmasterState.Stale;
        }

        return Status == "ready" && Port is not null ? PostmasterState.Ready : PostmasterState.Busy;
    }

    /// <summary>The process lives and is a PostgreSQL of this very folder: after a restart of the machine its number may be another's.</summary>
    private bool IsServerOf(string dataFolder)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            if (process.HasExited)
            {
                return false;
            }

            var commandLine = $"/proc/{ProcessId}/cmdline";
            return File.Exists(commandLine)
                ? NamesFolder(File.ReadAllText(commandLine).Split('\0'), dataFolder)
                : process.ProcessName.Contains("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    /// <summary>
    /// The folder may be written in another way there, through a link; then that folder's own file names the same process. A server
    /// started by hand without <c>-D</c> counts as ours: to take a living one for dead would be worse than to wait for a stranger.
    /// </summary>
    private bool NamesFolder(string[] commandLine, string dataFolder)
    {
        if (Path.GetFileName(commandLine[0]) is not ("postgres" or "postmaster"))
        {
            return false;
        }

        var option = Array.IndexOf(commandLine, "-D");
        return option < 0
            || option + 1 >= commandLine.Length
            || commandLine[option + 1] == dataFolder
            || Read(commandLine[option + 1])?.ProcessId == ProcessId;
    }
}
