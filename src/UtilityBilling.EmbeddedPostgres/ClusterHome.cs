using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace UtilityBilling.EmbeddedPostgres;

/// <summary>
/// Where things live. Locks and passwords stay in the data folder of the clone. The cluster too, and the programs stay in
/// <c>node_modules</c>, unless PostgreSQL runs under another account that cannot come there: then both live in a folder of that account.
/// </summary>
internal sealed class ClusterHome
{
    private readonly ILogger logger;
    private bool announced;

    private ClusterHome(PostgresBinaries binaries, ServerAccount account, string stateFolder, ILogger logger)
    {
        Binaries = binaries;
        Account = account;
        StateFolder = stateFolder;
        this.logger = logger;
    }

    public PostgresBinaries Binaries { get; }

    public ServerAccount Account { get; }

    /// <summary>Locks and passwords: this process's own.</summary>
    public string StateFolder { get; }

    public static async Task<ClusterHome> FindAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var root = Path.GetFullPath(options.RepositoryRoot ?? RepositoryLocator.Find());
        var binaries = await PostgresBinaries.FindAsync(root, options.PreferredMajor, logger, ct);
        var state = Path.GetFullPath(options.DataDirectory ?? Path.Combine(root, ".data"));
        var account = await ServerAccount.ChooseAsync(await OwnerOfEarlierClusterAsync(state, binaries.Major, ct), ct);
        return new ClusterHome(binaries, account, state, logger);
    }

    /// <summary>A cluster stays with its account, also when a better one appeared since (somebody installed PostgreSQL).</summary>
    private static async Task<uint?> OwnerOfEarlierClusterAsync(string stateFolder, int major, CancellationToken ct)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
        {
            return null;
        }

        var earlier = TemporaryFolders().Select(t => AccountFolderIn(t, stateFolder)).Prepend(Path.Combine(stateFolder, $"postgres-{major}")).FirstOrDefault(Directory.Exists);
        return earlier is null ? null : await ServerAccount.OwnerOfAsync(earlier, ct);
    }

    private static string AccountFolderIn(string temporaryFolder, string stateFolder)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(stateFolder)))[..12];
        return Path.Combine(temporaryFolder, $"utilitybilling-{hash}");
    }

    private static IEnumerable<string> TemporaryFolders() => new[] { Path.GetTempPath(), "/tmp", "/var/tmp" }.Where(Directory.Exists);

    /// <summary>The programs where the account can run them: in place, or as a copy in the account's own folder.</summary>
    public async Task<PostgresBinaries> ReachableBinariesAsync(CancellationToken ct)
    {
        if (await Account.CanEnterAsync(Binaries.Program("postgres"), ct))
        {
            return Binaries;
        }

        if (Binaries.PackageFolder is not { } package)
        {
            throw new EmbeddedPostgresException($"The account {Account.Name} may not run the PostgreSQL in {Binaries.Folder}. Open that folder to it, or run `npm ci`.");
        }

        return Binaries with { Folder = await PackageCopy.EnsureAsync(package, await AccountFolderAsync(ct), Account, ct) };
    }

    /// <summary>The folder in which the cluster's folder lies.</summary>
    public async Task<string> ClusterFolderAsync(CancellationToken ct) =>
        await Account.CanEnterAsync(StateFolder, ct) ? StateFolder : await AccountFolderAsync(ct);

    /// <summary>A new folder of the account in the system's temporary folder.</summary>
    public async Task<string> NewTemporaryFolderAsync(CancellationToken ct)
    {
        var folder = Path.Combine(await TemporaryFolderAsync(ct), "utilitybilling-throwaway-" + Path.GetRandomFileName());
        PrivateFiles.EnsureFolder(folder);
        await Account.OwnAsync(folder, ct);
        return folder;
    }

    /// <summary>Refuses a folder of somebody else, which PostgreSQL would refuse with less to go by.</summary>
    public async Task RequireOwnAsync(string folder, CancellationToken ct)
    {
        if (Account.IsOther && (new FileInfo(folder).LinkTarget is not null || await ServerAccount.OwnerOfAsync(folder, ct) != Account.UserId))
        {
            throw new EmbeddedPostgresException(
                $"{folder} does not belong to the account {Account.Name}, which PostgreSQL must run under because this process is root. Start as the account that owns it, or move the folder away.");
        }
    }

    /// <summary>A folder that only the account may enter, below the system's temporary folder, named from the data folder of the clone.</summary>
    private async Task<string> AccountFolderAsync(CancellationToken ct)
    {
        var folder = AccountFolderIn(await TemporaryFolderAsync(ct), StateFolder);
        if (!Directory.Exists(folder))
        {
            var fresh = $"{folder}.{Path.GetRandomFileName()}";
            PrivateFiles.EnsureFolder(fresh);
            await Account.OwnAsync(fresh, ct);
            PrivateFiles.MoveFolderUnlessThere(fresh, folder);
        }

        await RequireOwnAsync(folder, ct);
        if (!announced)
        {
            announced = true;
            logger.LogWarning(
                "This process is root and the account {Account} may not enter {StateFolder} or the programs: PostgreSQL and its cluster live in {Folder}. "
                + "To keep them in the clone, open its parent folders (chmod o+x) or start as an ordinary user",
                Account.Name, StateFolder, folder);
        }

        return folder;
    }

    private async Task<string> TemporaryFolderAsync(CancellationToken ct)
    {
        foreach (var folder in TemporaryFolders())
        {
            if (await Account.CanEnterAsync(folder, ct))
            {
                return folder;
            }
        }

        throw new EmbeddedPostgresException($"The account {Account.Name} may not enter the temporary folder {Path.GetTempPath()}. Set TMPDIR to a folder that it may enter.");
    }
}
