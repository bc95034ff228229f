namespace UtilityBilling.Billing.Tariffs;

/// <summary>Where a version stands for one service on a day.</summary>
public enum TariffStanding { Superseded, InForce, Coming, AwaitingApproval, Draft }

/// <summary>A version's time in force for a service. The last day is empty while nothing follows, and for what is not approved.</summary>
public sealed record TariffSpan(TariffVersionDto Version, DateOnly From, DateOnly? Through, TariffStanding Standing);

/// <summary>The versions of one service in the order of their days.</summary>
public sealed record TariffTimeline(string Service, IReadOnlyList<TariffSpan> Spans)
{
    public static IReadOnlyList<TariffTimeline> Of(IReadOnlyList<TariffVersionDto> history, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(history);
        return [.. history.SelectMany(t => t.Services).Distinct().Select(service => new TariffTimeline(service, SpansOf([.. history.Where(t => t.Services.Contains(service)).OrderBy(t => t.EffectiveFrom)], today)))];
    }

    private static List<TariffSpan> SpansOf(List<TariffVersionDto> versions, DateOnly today)
    {
        var spans = new List<TariffSpan>();
        foreach (var version in versions)
        {
            var next = version.State == TariffState.Approved ? versions.Find(t => t.State == TariffState.Approved && t.EffectiveFrom > version.EffectiveFrom) : null;
            var through = next?.EffectiveFrom.AddDays(-1);
            spans.Add(new TariffSpan(version, version.EffectiveFrom, through, StandingOf(version, through, today)));
        }

        return spans;
    }

    private static TariffStanding StandingOf(TariffVersionDto version, DateOnly? through, DateOnly today) => version.State switch
    {
        TariffState.Draft => TariffStanding.Draft,
        TariffState.AwaitingApproval => TariffStanding.AwaitingApproval,
        _ when version.EffectiveFrom > today => TariffStanding.Coming,
        _ when through < today => TariffStanding.Superseded,
        _ => TariffStanding.InForce,
    };
}
