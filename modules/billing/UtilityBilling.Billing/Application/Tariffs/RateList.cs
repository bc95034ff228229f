using UtilityBilling.Documents;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>What is in force on a date over all documents, service by service, each with the ordinance that set it.</summary>
public sealed record RateList(DateOnly Date, IReadOnlyList<RateListSection> Sections)
{
    /// <summary>The list as a file.</summary>
    public static readonly Table<RateListRow> Table = new Table<RateListRow>("rate-list", "Billing:RateList.Title")
        .Text("Billing:Field.Service", r => r.Service, 24)
        .Text("Billing:Field.Charge", r => r.Price.Charge, 34)
        .Text("Billing:Tariff.For", r => r.Price.For, 40)
        .Quantity("Billing:Tariff.Price", r => r.Price.Amount)
        .Text("Billing:Tariff.Per", r => r.Price.IsPercent ? $"% {r.Price.Per}" : r.Price.Per, 18)
        .Text("Billing:Field.Ordinance", r => r.Section.Ordinance, 28)
        .Date("Billing:Field.EffectiveFrom", r => r.Section.EffectiveFrom);

    public IEnumerable<RateListRow> Rows => Sections.SelectMany(s => s.Sheet.Charges.SelectMany(c => c.Prices).Select(p => new RateListRow(s.Sheet.Name, p, s)));

    public static RateList Of(DateOnly date, IReadOnlyList<TariffInForceDto> inForce, TariffWording words)
    {
        ArgumentNullException.ThrowIfNull(inForce);
        var sections = inForce.SelectMany(t => TariffSheet.Of(TariffSheet.Read(t.Document), words, t.Services.ToHashSet(), t.Fees.ToHashSet()).Services
            .Select(sheet => new RateListSection(sheet, t.Version.Id, t.Version.Name, t.Version.Ordinance, t.Version.EffectiveFrom)));
        return new RateList(date, [.. sections.OrderBy(s => s.Sheet.Id == TariffPrices.Fees)]);
    }
}

/// <summary>One service, or the fees of one document.</summary>
public sealed record RateListSection(TariffSheetService Sheet, Guid VersionId, string Tariff, string Ordinance, DateOnly EffectiveFrom);

public sealed record RateListRow(string Service, TariffPriceRow Price, RateListSection Section);
