using UtilityBilling.Billing.Rating;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>A tariff the way the ordinance prints it: services, their rules as sentences, and tables of prices.</summary>
public sealed record TariffSheet(IReadOnlyList<TariffSheetService> Services)
{
    /// <summary>Reads a stored document; it was validated when it was imported.</summary>
    public static TariffDocument Read(string document) => TariffReader.Read(document).Document ?? throw new InvalidOperationException("The stored tariff document does not read.");

    /// <summary>A stored document ready to rate.</summary>
    public static CompiledTariff Compile(string document) => TariffCompiler.Compile(Read(document));

    /// <param name="services">Which services; all of the document when left out.</param>
    public static TariffSheet Of(TariffDocument tariff, TariffWording words, IReadOnlySet<string>? services = null, IReadOnlySet<string>? fees = null)
    {
        ArgumentNullException.ThrowIfNull(tariff);
        ArgumentNullException.ThrowIfNull(words);
        var (prices, rules) = (new TariffPrices(tariff, words), new TariffRules(tariff, words));
        var sheets = tariff.Services.Where(s => services is null || services.Contains(s.Id)).Select(s =>
        {
            var rows = prices.Rows(s).ToLookup(r => r.Component);
            return new TariffSheetService(s.Id, s.Label.In(TariffWording.Language), [.. rules.Of(s)], [.. s.Components.Select(c => new TariffSheetCharge(c.Label.In(TariffWording.Language), [.. rules.Of(s, c)], [.. rows[c.Id]]))]);
        }).ToList();
        var schedule = tariff.FeeSchedule.Where(f => fees is null || fees.Contains(f.Id)).ToList();
        if (schedule.Count > 0)
            sheets.Add(new TariffSheetService(TariffPrices.Fees, words["Billing:Tariff.Fees"], [],
                [.. schedule.Select(f => new TariffSheetCharge(f.Label.In(TariffWording.Language), f.MayCutWater ? [] : [words["Billing:Why.MayNotCut"]], [.. prices.Rows(f)]))]));
        return new TariffSheet(sheets);
    }
}

public sealed record TariffSheetService(string Id, string Name, IReadOnlyList<string> Rules, IReadOnlyList<TariffSheetCharge> Charges);

public sealed record TariffSheetCharge(string Label, IReadOnlyList<string> Rules, IReadOnlyList<TariffPriceRow> Prices);
