using System.Text.Encodings.Web;
using System.Text.Json;
using UtilityBilling.Metering.ReadChecks;
using UtilityBilling.Metering.ReadFiles;

namespace UtilityBilling.Metering.ReadImports;

/// <summary>When a meter without a read counts as missing: with no cycle named, on routes of which at least so many percent are in the file; not when read within so many days.</summary>
internal sealed record MissingRule(int RoutePercent, int WindowDays);

/// <summary>A sentence as it is stored: its key, its figures, and whether it held the read.</summary>
internal sealed record StoredFinding(string Code, IReadOnlyDictionary<string, object?> Data, string? Action = null, int Line = 0)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static StoredFinding Of(ReadFinding finding) => new(finding.Code, finding.Data, finding.Action.ToString());

    public static StoredFinding Of(ReadFileProblem problem) => new(problem.Code, problem.Data, problem.Severity.ToString(), problem.Line);

    public static string Write(IReadOnlyCollection<StoredFinding> findings) => findings.Count == 0 ? "[]" : JsonSerializer.Serialize(findings, Json);

    public static IReadOnlyList<StoredFinding> Read(string? json) => json is null or "[]" ? [] : JsonSerializer.Deserialize<List<StoredFinding>>(json, Json) ?? [];
}

/// <summary>One line of a file with all that the import will write of it.</summary>
internal sealed class LineDraft
{
    public required int N { get; init; }
    public required string Raw { get; init; }
    public required ReadLineOutcome Outcome { get; init; }
    public IReadOnlyList<StoredFinding> Findings { get; init; } = [];
    public RegisterRecord? Register { get; init; }
    public Guid? ReadId { get; init; }
    public Guid? ExceptionId { get; init; }
    public string? Account { get; init; }
    public string? MeterSerial { get; init; }
    public decimal? Value { get; init; }
    public DateOnly? Date { get; init; }
    public DateTimeOffset? ReadAt { get; init; }
    public bool IsEstimated { get; init; }
    public Guid? LatestReadId { get; init; }
    public Guid? PreviousReadId { get; init; }
    public ReadCheckResult? Check { get; init; }
    public Guid? ReplacesReadId { get; init; }
}
