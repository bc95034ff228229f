namespace UtilityBilling.Billing.Tariffs;

/// <summary>What a figure of a tariff does; prices are charged, the others limit or free.</summary>
public enum TariffFigureKind { Price, Percent, Discount, Included, AtLeast, AtMost, Fee }

/// <summary>One figure of a document in words, with a key that is the same in every version: for whom, how much, per what, and where it was read.</summary>
/// <param name="Service">Its code; <see cref="TariffPrices.Fees"/> for a fee.</param>
/// <param name="Key">Its place in the component, without words: equal keys of two versions are compared.</param>
/// <param name="Charge">The component's label.</param>
/// <param name="For">Class, size, enrolment or tier; empty when it is for all.</param>
/// <param name="Per">The bill, a month, a unit of usage; the charges of a percentage.</param>
public sealed record TariffPriceRow(string Service, string Component, string Key, TariffFigureKind Kind, string Charge, string For, decimal Amount, bool IsPercent, string Per, string? Source)
{
    /// <summary>The figure as the ordinance prints it.</summary>
    public string Text => Kind == TariffFigureKind.Included ? TariffWording.Figure(Amount) : IsPercent ? $"{TariffWording.Figure(Amount)} %" : TariffWording.Price(Amount);
}

/// <summary>Every figure of a document, in the document's order.</summary>
public sealed class TariffPrices(TariffDocument tariff, TariffWording words)
{
    /// <summary>Stands for a service where a row is of the fee schedule.</summary>
    public const string Fees = "feeSchedule";

    public IEnumerable<TariffPriceRow> Rows() => tariff.Services.SelectMany(Rows).Concat(tariff.FeeSchedule.SelectMany(Rows));

    public IEnumerable<TariffPriceRow> Rows(TariffService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.Components.SelectMany(c => Rows(service, c));
    }

    public IEnumerable<TariffPriceRow> Rows(TariffFee fee)
    {
        ArgumentNullException.ThrowIfNull(fee);
        var label = fee.Label.In(TariffWording.Language);
        IEnumerable<TariffPriceRow> Of(string key, TariffFigureKind kind, Choice<TariffPrice>? prices, string per) =>
            words.Flatten(prices, tariff, key).Select(p => new TariffPriceRow(Fees, fee.Id, p.Key, kind, label, p.For, p.Value.Amount, kind == TariffFigureKind.Percent, per, p.Value.Source));
        var act = fee.Count is null ? words["Billing:TariffPer.Act"] : words.Counts(fee.Count, tariff);
        return Of("amount", TariffFigureKind.Fee, fee.Amount, act)
            .Concat(Of("percent", TariffFigureKind.Percent, fee.Percent, words["Billing:TariffPer.AmountDue"]))
            .Concat(Of("minimum", TariffFigureKind.AtLeast, fee.Minimum, words["Billing:TariffPer.AtLeast"]))
            .Concat(Of("maximum", TariffFigureKind.AtMost, fee.Maximum, words["Billing:TariffPer.AtMost"]));
    }

    private IEnumerable<TariffPriceRow> Rows(TariffService service, TariffComponent component)
    {
        var unit = component.Quantity == QuantityBasis.Count ? null : service.Unit?.Label.In(TariffWording.Language);
        var whom = words.Whom(component.When, tariff);
        var kind = component.Kind switch { ComponentKind.Discount => TariffFigureKind.Discount, ComponentKind.Minimum => TariffFigureKind.AtLeast, ComponentKind.Maximum => TariffFigureKind.AtMost, _ => TariffFigureKind.Price };
        var of = words.Of(component.Of, tariff);
        IEnumerable<TariffPriceRow> Of(string key, TariffFigureKind figure, Choice<TariffPrice>? prices, string forWhom, bool percent, string per) =>
            words.Flatten(prices, tariff, key, forWhom).Select(p => new TariffPriceRow(service.Id, component.Id, p.Key, figure, component.Label.In(TariffWording.Language), p.For, p.Value.Amount, percent, per, p.Value.Source));

        foreach (var row in Of("price", kind, component.Price, whom, false, PricePer(component, unit, of)))
            yield return row;
        foreach (var (key, forWhom, tiers) in words.Flatten(component.Tiers, tariff, "tiers", whom))
            for (var i = 0; i < tiers.Count; i++)
                foreach (var row in Of($"{key}/{i}", kind, tiers[i].Price, TariffWording.Join(forWhom, words.Band(tiers, i, tariff, component.ScaleBy is null ? unit : null)), false, PricePer(component, unit, of)))
                    yield return row;
        foreach (var row in Of("percent", component.Kind == ComponentKind.Discount ? TariffFigureKind.Discount : TariffFigureKind.Percent, component.Percent, whom, true, of))
            yield return row;
        foreach (var (key, forWhom, volume) in words.Flatten(component.Allowance, tariff, "allowance", whom))
            if (volume.Figure is { } free)
                yield return new TariffPriceRow(service.Id, component.Id, key, TariffFigureKind.Included, component.Label.In(TariffWording.Language), forWhom, free.Amount, false, words.Sentence("Billing:TariffPer.Included", unit ?? ""), free.Source);
        foreach (var row in Of("minimumAmount", TariffFigureKind.AtLeast, component.MinimumAmount, whom, false, words["Billing:TariffPer.AtLeast"]))
            yield return row;
        foreach (var row in Of("maximumAmount", TariffFigureKind.AtMost, component.MaximumAmount, whom, false, words["Billing:TariffPer.AtMost"]))
            yield return row;
    }

    private string PricePer(TariffComponent component, string? unit, string of) => component.Kind switch
    {
        ComponentKind.Usage => component.Quantity == QuantityBasis.Count ? words["Billing:TariffPer.Counted"] : unit ?? "",
        ComponentKind.PerUnit => words.Sentence("Billing:TariffPer.UnitAnd", words[$"Billing:TariffPer.{component.Per}"]),
        ComponentKind.Discount => words.Sentence("Billing:TariffPer.Off", of, words[$"Billing:TariffPer.{component.Per}"]),
        ComponentKind.Minimum => words.Sentence("Billing:TariffPer.AtLeastOf", of),
        ComponentKind.Maximum => words.Sentence("Billing:TariffPer.AtMostOf", of),
        _ => words[$"Billing:TariffPer.{component.Per}"],
    };
}
