using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using UtilityBilling.EntityFrameworkCore.Auditing;

namespace UtilityBilling.Cli.Commands;

internal sealed class AuditVerifyCommand : ICliCommand
{
    public string Name => "audit verify";
    public string Usage => "[--tenant SLUG] [--anchor FILE]";
    public string Summary => "Recomputes the audit's hash chain and names the first record that does not hold.";
    public IReadOnlyList<string> Options => ["anchor"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var anchors = await AnchorFile.ReadAsync(context.Arguments.Find("anchor"), cancellationToken);
        var verifier = (await context.ServicesAsync(cancellationToken)).GetRequiredService<AuditVerifier>();
        var results = new List<AuditVerification>();
        foreach (var town in await context.TownsAsync(cancellationToken))
            results.Add(await verifier.VerifyAsync(town, anchors.LastOrDefault(a => a.TenantId == town.Id), cancellationToken));
        context.Write(results, results.Select(r => r.Finding is null
            ? $"{r.Tenant}: all {r.Records} records hold; head {r.Head.Hash}"
            : $"{r.Tenant}: record {r.Finding.Sequence} is broken: {r.Finding.Problem}"));
        return results.All(r => r.Finding is null) ? ExitCode.Done : ExitCode.Found;
    }
}

internal sealed class AuditAnchorCommand : ICliCommand
{
    public string Name => "audit anchor";
    public string Usage => "--out FILE [--tenant SLUG]";
    public string Summary => "Appends the present head of each town's chain to a file that is kept outside the database.";
    public IReadOnlyList<string> Options => ["out"];

    public async Task<int> RunAsync(CliContext context, CancellationToken cancellationToken)
    {
        var file = context.Arguments.Need("out");
        var verifier = (await context.ServicesAsync(cancellationToken)).GetRequiredService<AuditVerifier>();
        var anchors = new List<AuditAnchor>();
        foreach (var town in await context.TownsAsync(cancellationToken))
        {
            var result = await verifier.VerifyAsync(town, null, cancellationToken);
            if (result.Finding is not null)
            {
                context.Say($"{town.Slug}: record {result.Finding.Sequence} is broken: {result.Finding.Problem}. No anchor was written.");
                return ExitCode.Found;
            }
            anchors.Add(result.Head);
        }
        await File.AppendAllLinesAsync(file, anchors.Select(a => JsonSerializer.Serialize(a, AnchorFile.Json)), cancellationToken);
        context.Write(anchors, anchors.Select(a => $"{a.Tenant}: record {a.Sequence}, {a.Hash}"));
        return ExitCode.Done;
    }
}

/// <summary>A file of anchors, one JSON object a line, the newest last.</summary>
internal static class AnchorFile
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task<IReadOnlyList<AuditAnchor>> ReadAsync(string? file, CancellationToken cancellationToken)
    {
        if (file is null)
            return [];
        if (!File.Exists(file))
            throw new CliUsageException($"The file {file} is not there.");
        try
        {
            return [.. (await File.ReadAllLinesAsync(file, cancellationToken)).Where(l => l.Length > 0).Select(l => JsonSerializer.Deserialize<AuditAnchor>(l, Json)!)];
        }
        catch (JsonException)
        {
            throw new CliUsageException($"The file {file} holds something else than anchors; `ub audit anchor` writes them.");
        }
    }
}
