namespace UtilityBilling.Billing.Tariffs;

/// <summary>A figure of two versions; one side is empty where only the other has it.</summary>
public sealed record TariffPriceChange(TariffPriceRow? Old, TariffPriceRow? New)
{
    private TariffPriceRow Either => (New ?? Old)!;

    public string Service => Either.Service;

    public string Charge => Either.Charge;

    /// <summary>Whom it is for; both, where a tier moved.</summary>
    public string For => Old is null || New is null || Old.For == New.For ? Either.For : $"{Old.For} → {New.For}";

    public string Per => Either.Per;

    public bool Differs => Old is null || New is null || Old.Amount != New.Amount || Old.For != New.For || Old.IsPercent != New.IsPercent || Old.Per != New.Per;

    /// <summary>New less old, where both are there and of one kind.</summary>
    public decimal? Change => Old is not null && New is not null && Old.IsPercent == New.IsPercent ? New.Amount - Old.Amount : null;

    /// <summary>The change in percent of the old, to two decimals.</summary>
    public decimal? Percent => Change is { } change && Old!.Amount != 0m ? Math.Round(change * 100m / Old.Amount, 2, MidpointRounding.AwayFromZero) : null;
}

/// <summary>Two versions side by side: every figure that differs, and whatever else does.</summary>
/// <param name="Same">How many figures are the same in both.</param>
/// <param name="NotNamed">Services and fees that the new version does not name: it leaves them as they are.</param>
public sealed record TariffComparison(IReadOnlyList<TariffPriceChange> Prices, int Same, IReadOnlyList<TariffPlaceChange> Others, IReadOnlyList<string> NotNamed)
{
    public int Changed => Prices.Count(p => p is { Old: not null, New: not null });

    public int Added => Prices.Count(p => p.Old is null);

    public int Removed => Prices.Count(p => p.New is null);

    public static TariffComparison Of(string oldDocument, string newDocument, TariffWording words)
    {
        var (oldTariff, newTariff) = (TariffSheet.Read(oldDocument), TariffSheet.Read(newDocument));
        var (left, leftFees) = (oldTariff.Services.ExceptBy(newTariff.Services.Select(s => s.Id), s => s.Id).ToList(), oldTariff.FeeSchedule.ExceptBy(newTariff.FeeSchedule.Select(f => f.Id), f => f.Id).ToList());
        bool IsLeft(TariffPriceRow row) => row.Service == TariffPrices.Fees ? leftFees.Exists(f => f.Id == row.Component) : left.Exists(s => s.Id == row.Service);
        var old = new TariffPrices(oldTariff, words).Rows().Where(r => !IsLeft(r)).ToDictionary(Key);
        var changes = new List<TariffPriceChange>();
        foreach (var row in new TariffPrices(newTariff, words).Rows())
            changes.Add(new TariffPriceChange(old.Remove(Key(row), out var before) ? before : null, row));
        changes.AddRange(old.Values.Select(gone => new TariffPriceChange(gone, null)));
        var differing = changes.Where(c => c.Differs).ToList();
        var order = newTariff.Services.Select(s => s.Id).Append(TariffPrices.Fees).ToList();
        return new TariffComparison(
            [.. differing.OrderBy(c => order.IndexOf(c.Service))], changes.Count - differing.Count, TariffPlaces.Compare(oldDocument, newDocument, [.. OnlyInOne(oldTariff, newTariff)]),
            [.. left.Select(s => s.Label.In(TariffWording.Language)), .. leftFees.Select(f => f.Label.In(TariffWording.Language))]);
    }

    /// <summary>Where the documents say something of a service or fee that only one of them names.</summary>
    private static IEnumerable<string> OnlyInOne(TariffDocument one, TariffDocument other)
    {
        var (services, fees) = (one.Services.Select(s => s.Id).ToHashSet(), one.FeeSchedule.Select(f => f.Id).ToHashSet());
        services.SymmetricExceptWith(other.Services.Select(s => s.Id));
        fees.SymmetricExceptWith(other.FeeSchedule.Select(f => f.Id));
        return services.Select(s => $"services.{s}.").Concat(fees.Select(f => $"{TariffPrices.Fees}.{f}."));
    }

    private static (string Service, string Component, string Key) Key(TariffPriceRow row) => (row.Service, row.Component, row.Key);
}
