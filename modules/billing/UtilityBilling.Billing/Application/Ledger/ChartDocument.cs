using System.Text.Json;
using System.Text.Json.Serialization;

namespace UtilityBilling.Billing.Ledger;

/// <summary>A chart of accounts as a file: funds with their accounts, and the reasons for adjustments. A town may come with its own, named after it.</summary>
internal sealed record ChartDocument(IReadOnlyList<ChartFund> Funds, IReadOnlyList<ChartReason> Reasons)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The town's own chart where the product has one, else the one for new towns.</summary>
    public static ChartDocument ForTown(string slug)
    {
        var assembly = typeof(ChartDocument).Assembly;
        using var stream = Find(assembly, slug) ?? Find(assembly, "default") ?? throw new InvalidOperationException("The chart of accounts for new towns is not embedded.");
        return JsonSerializer.Deserialize<ChartDocument>(stream, Options)!;
    }

    private static Stream? Find(System.Reflection.Assembly assembly, string name) =>
        assembly.GetManifestResourceNames().FirstOrDefault(n => n.EndsWith($".Charts.{name}.json", StringComparison.Ordinal)) is { } resource
            ? assembly.GetManifestResourceStream(resource)
            : null;
}

internal sealed record ChartFund(string Code, string Name, bool IsPooledCash, IReadOnlyList<ChartAccount> Accounts);

internal sealed record ChartAccount(string Code, string Name, GlAccountKind Kind, GlPurpose Purpose, string? Service, string? Tender);

/// <summary>A reason for adjustments; with fund and account it is borne there, else by the revenue of the charge.</summary>
internal sealed record ChartReason(string Code, string LabelEn, string LabelEs, string? Fund, string? Account);
