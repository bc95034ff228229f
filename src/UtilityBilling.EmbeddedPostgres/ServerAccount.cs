using System.Diagnostics;
using System.Globalization;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// The account that PostgreSQL runs under. PostgreSQL refuses to run as root, so a root process hands every command to an
/// unprivileged account; anybody else runs it as themselves.
/// </summary>
internal sealed class ServerAccount
{
    private static readonly string[] Candidates = ["postgres", "nobody"];
    private static readonly TimeSpan ShortLimit = TimeSpan.FromSeconds(30);
    private readonly string[] prefix;

    /// <summary>The account of this process.</summary>
    public static ServerAccount Self { get; } = new(Environment.UserName, 0, 0, []);

    private ServerAccount(string name, uint userId, uint groupId, string[] prefix)
    {
        Name = name;
        UserId = userId;
        GroupId = groupId;
        this.prefix = prefix;
    }

    public string Name { get; }

    public uint UserId { get; }

    public uint GroupId { get; }

    /// <summary>Whether commands run under another account than this process.</summary>
    public bool IsOther => prefix.Length > 0;

    /// <summary>This process's account or, for root, the first that works; the one with <paramref name="firstUserId"/> is asked first.</summary>
    public static async Task<ServerAccount> ChooseAsync(uint? firstUserId, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return Self;
        }

        foreach (var (name, user, group) in Candidates.Select(Lookup).OfType<(string Name, uint User, uint Group)>().OrderByDescending(c => c.User == firstUserId))
        {
            string[][] ways =
            [
                ["setpriv", string.Create(CultureInfo.InvariantCulture, $"--reuid={user}"), string.Create(CultureInfo.InvariantCulture, $"--regid={group}"), "--clear-groups", "--"],
                ["runuser", "-u", name, "--"],
            ];
            foreach (var way in ways)
            {
                var account = new ServerAccount(name, user, group, way);
                if (await account.WorksAsync(ct))
                {
                    return account;
                }
            }
        }

        throw new EmbeddedPostgresException(
            "PostgreSQL does not run as root, and no way was found to run it as the account postgres or nobody (setpriv and runuser were tried). "
            + "Start as an ordinary user, or set ConnectionStrings__Default to a PostgreSQL of your own.");
    }

    /// <summary>Runs a command under this account and waits for it.</summary>
    public async Task<CommandResult> RunAsync(string file, IEnumerable<string> arguments, TimeSpan limit, CancellationToken ct, bool capture = true)
    {
        using var process = Start(file, arguments, capture);
        process.StandardInput.Close();
        using var timer = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timer.CancelAfter(limit);
        try
        {
            var output = capture ? process.StandardOutput.ReadToEndAsync(timer.Token) : Task.FromResult("");
            var error = capture ? process.StandardError.ReadToEndAsync(timer.Token) : Task.FromResult("");
            await process.WaitForExitAsync(timer.Token);
            return new CommandResult(process.ExitCode, (await output + await error).Trim());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            process.Kill(entireProcessTree: true);
            throw new EmbeddedPostgresException($"{Path.GetFileName(file)} did not finish within {limit.TotalSeconds:0} seconds.");
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a command under this account; its standard input is a pipe from us.</summary>
    public Process Start(string file, IEnumerable<string> arguments, bool capture)
    {
        string[] line = [.. prefix, file, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..])
        {
            // The current folder may be closed to the account.
            WorkingDirectory = OperatingSystem.IsWindows() ? Environment.SystemDirectory : "/",
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = capture,
            RedirectStandardError = capture,
        };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        start.Environment["LC_ALL"] = "C";
        return Process.Start(start) ?? throw new EmbeddedPostgresException($"{file} could not be started.");
    }

    /// <summary>Hands a file, or a folder with all in it, to the account; nothing to do when we are the account ourselves.</summary>
    public async Task OwnAsync(string path, CancellationToken ct)
    {
        if (!IsOther)
        {
            return;
        }

        var owner = string.Create(CultureInfo.InvariantCulture, $"{UserId}:{GroupId}");
        var result = await Self.RunAsync("chown", ["-hR", owner, path], ShortLimit, ct);
        if (!result.Succeeded)
        {
            throw new EmbeddedPostgresException($"{path} could not be given to the account {Name}: {result.Output}");
        }
    }

    /// <summary>The user id that owns a path, not following a link. Asked only as root, on Linux.</summary>
    public static async Task<uint> OwnerOfAsync(string path, CancellationToken ct)
    {
        var result = await Self.RunAsync("stat", ["-c", "%u", path], ShortLimit, ct);
        return uint.TryParse(result.Output, NumberStyles.None, CultureInfo.InvariantCulture, out var owner)
            ? owner
            : throw new EmbeddedPostgresException($"The owner of {path} could not be read: {result.Output}");
    }

    /// <summary>Whether the account can pass through every parent and use the path itself.</summary>
    public async Task<bool> CanEnterAsync(string path, CancellationToken ct) =>
        !IsOther || (await RunAsync("test", ["-x", path], ShortLimit, ct)).Succeeded;

    private async Task<bool> WorksAsync(CancellationToken ct)
    {
        try
        {
            return (await RunAsync("true", [], ShortLimit, ct)).Succeeded;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (string Name, uint User, uint Group)? Lookup(string name)
    {
        if (!File.Exists("/etc/passwd"))
        {
            return null;
        }

        var fields = File.ReadLines("/etc/passwd").Select(l => l.Split(':')).FirstOrDefault(f => f.Length > 3 && f[0] == name);
        return fields is not null
            && uint.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var user)
            && uint.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var group)
            && user != 0
            ? (name, user, group)
            : null;
    }
}
