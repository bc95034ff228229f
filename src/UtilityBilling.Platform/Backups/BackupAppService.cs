using Microsoft.Extensions.Options;
using UtilityBilling.Authorization;
using UtilityBilling.Navigation;
using UtilityBilling.Platform.Permissions;
using UtilityBilling.Platform.Settings;
using UtilityBilling.Settings;
using UtilityBilling.Timing;

namespace UtilityBilling.Platform.Backups;

/// <summary>When a backup of the instance was last taken, and when one was last restored and verified (B2): a backup that nobody has restored proves nothing.</summary>
public interface IBackupAppService
{
    Task<BackupStanding> GetAsync(CancellationToken cancellationToken = default);
}

/// <param name="IsConfigured">Whether the program knows where records are written.</param>
/// <param name="IsThere">Whether the file could be read.</param>
/// <param name="Taken">The last one taken.</param>
/// <param name="Restored">The last one restored and verified.</param>
/// <param name="TakenLimit">A last backup older than so many days is warned of.</param>
/// <param name="RestoredLimit">A last restore older than so many days is warned of.</param>
/// <param name="Newest">The newest records.</param>
/// <param name="Unreadable">Lines of the file that are no records.</param>
public sealed record BackupStanding(
    bool IsConfigured, bool IsThere, BackupRecord? Taken, BackupRecord? Restored, int? TakenDays, int? RestoredDays, int TakenLimit, int RestoredLimit, IReadOnlyList<BackupRecord> Newest, int Unreadable)
{
    public bool TakenIsLate => TakenDays is not { } days || days > TakenLimit;

    public bool RestoredIsLate => RestoredDays is not { } days || days > RestoredLimit;
}

/// <summary>Reads what the scripts wrote down.</summary>
internal sealed class BackupBook(IOptions<BackupOptions> options, ISettingProvider settings, IClock clock)
{
    private const int MostShown = 20;

    public async Task<BackupStanding> StandingAsync(CancellationToken cancellationToken)
    {
        var takenLimit = await settings.GetIntAsync(PlatformSettings.BackupTakenDays, clock.Today, cancellationToken).ConfigureAwait(false);
        var restoredLimit = await settings.GetIntAsync(PlatformSettings.BackupRestoredDays, clock.Today, cancellationToken).ConfigureAwait(false);
        var file = options.Value.RecordFile;
        if (string.IsNullOrWhiteSpace(file))
            return new BackupStanding(false, false, null, null, null, null, takenLimit, restoredLimit, [], 0);
        if (await LinesAsync(file, cancellationToken).ConfigureAwait(false) is not { } lines)
            return new BackupStanding(true, false, null, null, null, null, takenLimit, restoredLimit, [], 0);
        var (records, unreadable) = BackupRecords.Read(lines, clock.UtcNow);
        var (taken, restored) = (records.FirstOrDefault(r => r.Kind == BackupDeed.Taken), records.FirstOrDefault(r => r.Kind == BackupDeed.Restored));
        return new BackupStanding(true, true, taken, restored, DaysSince(taken), DaysSince(restored), takenLimit, restoredLimit, [.. records.Take(MostShown)], unreadable);
    }

    private int? DaysSince(BackupRecord? record) => record is null ? null : Math.Max(0, (int)(clock.UtcNow - record.At).TotalDays);

    private static async Task<string[]?> LinesAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            return await File.ReadAllLinesAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

internal sealed class BackupAppService(BackupBook book, IPermissionChecker permissions) : IBackupAppService
{
    public async Task<BackupStanding> GetAsync(CancellationToken cancellationToken = default)
    {
        await permissions.CheckAsync(PlatformPermissions.Backups.View, cancellationToken).ConfigureAwait(false);
        return await book.StandingAsync(cancellationToken).ConfigureAwait(false);
    }
}

/// <summary>Asks on Today for a backup, or for a restore, that is overdue, where the program knows of backups at all.</summary>
internal sealed class BackupQueues(BackupBook book, TownDays days) : ITodayQueueContributor
{
    public string Permission => PlatformPermissions.Backups.View;

    public async Task<IReadOnlyList<TodayQueue>> QueuesAsync(CancellationToken cancellationToken)
    {
        var standing = await book.StandingAsync(cancellationToken).ConfigureAwait(false);
        List<TodayQueue> queues = [];
        if (standing is { IsConfigured: true, TakenIsLate: true })
            queues.Add(new TodayQueue("Platform:Queue.BackupNotTaken", "/Administration/Backups", 1, DayOf(standing.Taken)));
        if (standing is { IsConfigured: true, RestoredIsLate: true })
            queues.Add(new TodayQueue("Platform:Queue.BackupNotRestored", "/Administration/Backups", 1, DayOf(standing.Restored)));
        return queues;
    }

    private DateOnly? DayOf(BackupRecord? record) => record is null ? null : days.Of(record.At);
}
