using System.Text.Json;
using System.Text.Json.Serialization;

namespace UtilityBilling.Platform.Backups;

/// <summary>Where the scripts of <c>etc/backup</c> write down what they did.</summary>
public sealed class BackupOptions
{
    /// <summary>The file of records, one JSON object a line; empty where nobody writes one.</summary>
    public string? RecordFile { get; set; }
}

/// <summary>What was done with a backup.</summary>
public enum BackupDeed { Taken, Restored }

/// <summary>A line of the file: a base backup was taken, or one was restored and its books and audit were verified. No town's data stands in it.</summary>
/// <param name="Backup">The base backup's name.</param>
/// <param name="Moment">Up to when it was restored.</param>
public sealed record BackupRecord(BackupDeed Kind, DateTimeOffset At, string Backup, DateTimeOffset? Moment = null);

/// <summary>Reads the file's lines. Pure.</summary>
public static class BackupRecords
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The records, newest first, and how many lines are none. What claims to lie in the future is none: it would silence the warning.</summary>
    public static (IReadOnlyList<BackupRecord> Records, int Unreadable) Read(IEnumerable<string> lines, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var read = lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => Parse(l, now)).ToList();
        return ([.. read.OfType<BackupRecord>().OrderByDescending(r => r.At)], read.Count(r => r is null));
    }

    private static BackupRecord? Parse(string line, DateTimeOffset now)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupRecord>(line, Json) is { Backup: not null } record && record.At != default && record.At <= now.AddHours(1) ? record : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
