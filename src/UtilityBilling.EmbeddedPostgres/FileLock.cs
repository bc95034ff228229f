using System.Diagnostics;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// An advisory lock on a file, between processes: .NET's share modes are <c>flock</c> on Linux and macOS and the system's own on
/// Windows. The system drops it when the process ends, however it ends.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private readonly FileStream stream;

    private FileLock(FileStream stream) => this.stream = stream;

    /// <summary>Held by one, or by nobody else who shares.</summary>
    public static FileLock? TryTakeExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>Held by any number at once, as long as nobody holds it exclusively.</summary>
    public static FileLock? TryTakeShared(string path) => TryOpen(path, FileAccess.Read, FileShare.Read);

    public static async Task<FileLock> TakeExclusiveAsync(string path, TimeSpan limit, CancellationToken ct)
    {
        for (var clock = Stopwatch.StartNew(); ;)
        {
            if (TryTakeExclusive(path) is { } taken)
            {
                return taken;
            }

            if (clock.Elapsed > limit)
            {
                throw new EmbeddedPostgresException(
                    $"Another process has been starting or stopping the embedded database for more than {limit.TotalSeconds:0} seconds (it holds {path}). Wait for it or end it, then try again.");
            }

            await Task.Delay(Pause, ct);
        }
    }

    public void Dispose() => stream.Dispose();

    private static FileLock? TryOpen(string path, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            return new FileLock(new FileStream(path, options));
        }
        catch (UnauthorizedAccessException refused)
        {
            throw new EmbeddedPostgresException($"{path} belongs to another account. Start as that account, or name another data folder.", refused);
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }
}
