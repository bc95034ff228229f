namespace UtilityBilling.Billing.Tariffs;

/// <summary>What an ordinance says beside its prices, as sentences: which usage is billed, how it is counted, what short periods cost, which date decides.</summary>
public sealed class TariffRules(TariffDocument tariff, TariffWording words)
{
    public IEnumerable<string> Of(TariffService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        yield return words[$"Billing:TariffRule.Key.{service.RateKey}"];
        if (service.UsageFrom is { } other)
            yield return words.Sentence("Billing:TariffRule.UsageFrom", TariffWording.Service(tariff, other));
        if (service.UsageRounding is { } step)
            yield return words.Sentence("Billing:TariffRule.UsageRounding", words[$"Billing:RoundingMode.{step.Mode}"], TariffWording.Figure(step.Step), service.Unit?.Label.In(TariffWording.Language) ?? "");
        if (service.WinterAverage is { } winter)
            yield return Winter(winter);
        if (service.Proration.Scope != ProrationScope.None)
            yield return Short(service.Proration);
        if (service.RoundAt is RoundingPlace.Service or RoundingPlace.Bill)
            yield return words[$"Billing:TariffRule.RoundAt.{service.RoundAt}"];
        if (service.Components.All(c => !c.MayCutWater))
            yield return words["Billing:Why.MayNotCut"];
    }

    public IEnumerable<string> Of(TariffService service, TariffComponent component)
    {
        ArgumentNullException.ThrowIfNull(service);
        ArgumentNullException.ThrowIfNull(component);
        if (component.Quantity is QuantityBasis.WinterAverage or QuantityBasis.LesserOfUsageAndWinterAverage)
            yield return words[$"Billing:TariffRule.Quantity.{component.Quantity}"];
        if (words.Counts(component.Count ?? component.QuantityCount, tariff) is { Length: > 0 } count && count != "1")
            yield return words.Sentence("Billing:TariffRule.Count", count);
        if (component.ScaleBy is not null)
            yield return words.Sentence("Billing:TariffRule.ScaleBy", words.Counts(component.ScaleBy, tariff));
        if (component.Share is not null)
            yield return words.Sentence("Billing:TariffRule.Share", words.Figures(component.Share, tariff, 100m));
        if (component.MinimumQuantity is not null)
            yield return words.Sentence("Billing:TariffRule.MinimumQuantity", words.Volumes(component.MinimumQuantity, tariff));
        if (component.MaximumQuantity is not null)
            yield return words.Sentence("Billing:TariffRule.MaximumQuantity", words.Volumes(component.MaximumQuantity, tariff));
        if (component.Tiers is not null && component.TierWidthsPer != PricePeriod.Bill)
            yield return words.Sentence("Billing:TariffRule.TierWidths", words[$"Billing:TariffPer.{component.TierWidthsPer}"]);
        if (component.Allowance?.Values().Any(v => v.Count is not null) == true)
            yield return words.Sentence("Billing:TariffRule.Allowance", words.Volumes(component.Allowance, tariff));
        if (component.OfUnrounded)
            yield return words["Billing:TariffRule.OfUnrounded"];
        if (component.EnrolledDays)
            yield return words["Billing:TariffRule.EnrolledDays"];
        foreach (var multiplier in component.Multipliers)
            yield return words.Sentence(multiplier.OnPrice is null ? "Billing:TariffRule.TimesLine" : "Billing:TariffRule.TimesPrice", TariffWording.Figure(multiplier.By), words.Whom(multiplier.When, tariff));
        if (component.Enrolment is { } programme)
            yield return words.Sentence("Billing:TariffRule.Enrolled", tariff.Discounts.FirstOrDefault(d => d.Id == programme)?.Label.In(TariffWording.Language) ?? programme);
        if (component.Rounding != RoundingRule.Cents)
            yield return words.Rounding(component.Rounding);
        if (!component.MayCutWater && service.Components.Any(c => c.MayCutWater))
            yield return words["Billing:Why.MayNotCut"];
    }

    private string Winter(WinterAverageRule rule)
    {
        List<string> parts = [words.Sentence("Billing:TariffRule.Winter", rule.MinimumReads)];
        if (rule.DropHighest > 0)
            parts.Add(words.Sentence("Billing:TariffRule.DropHighest", rule.DropHighest));
        if (rule.DropLowest > 0)
            parts.Add(words.Sentence("Billing:TariffRule.DropLowest", rule.DropLowest));
        parts.Add(words.Rounding(rule.Rounding));
        if (rule.Default is not null)
            parts.Add(words.Sentence("Billing:TariffRule.WinterDefault", words.Figures(rule.Default, tariff)));
        if (rule.Floor is not null)
            parts.Add(words.Sentence("Billing:TariffRule.AtLeast", words.Figures(rule.Floor, tariff)));
        if (rule.Cap is not null)
            parts.Add(words.Sentence("Billing:TariffRule.AtMost", words.Figures(rule.Cap, tariff)));
        return string.Join(", ", parts) + ".";
    }

    private string Short(Proration proration)
    {
        var what = string.Join(", ", Enum.GetValues<ProrationScope>().Where(s => s != ProrationScope.None && proration.Scope.HasFlag(s)).Select(s => words[$"Billing:TariffRule.Scope.{s}"]));
        var sentence = proration switch
        {
            { ByMonths: true } => words.Sentence("Billing:TariffRule.ByMonths", what),
            { StandardDays: { } standard } => words.Sentence("Billing:TariffRule.ByStandardDays", what, standard),
            _ => words.Sentence("Billing:TariffRule.ByDays", what),
        };
        if (proration.Whole != ShortPeriod.None)
            sentence = $"{sentence} {words.Sentence("Billing:TariffRule.Whole", string.Join(", ", Enum.GetValues<ShortPeriod>().Where(r => r != ShortPeriod.None && proration.Whole.HasFlag(r)).Select(r => words[$"Billing:TariffRule.Whole.{r}"])))}";
        if (proration.DailyRounding is { } daily)
            sentence = $"{sentence} {words.Sentence("Billing:TariffRule.Daily", words.Rounding(daily))}";
        return proration is { FullFrom: { } from, FullTo: { } to } ? $"{sentence} {words.Sentence("Billing:TariffRule.FullDays", from, to)}" : sentence;
    }
}
