using UtilityBilling.Billing.MiscCharges;
using UtilityBilling.Billing.Rating;
using UtilityBilling.Guids;

namespace UtilityBilling.Billing.BillRuns;

/// <summary>Turns rated lines and miscellaneous charges into what posting will write: one charge per service, fund and may-cut, and the entries that balance it in each fund.</summary>
internal sealed class CalculationBuilder(RunContext context, IGuidGenerator guids)
{
    /// <summary>Returns the parking reason instead when a line names an account that the chart lacks, or a service comes out below zero.</summary>
    public Parking? Build(StayToBill stay, IReadOnlyList<RatedLine> lines, IEnumerable<DueCharge> beside, List<PostedCharge> charges, List<PostedEntry> entries)
    {
        var open = new Dictionary<(string Service, string Fund, bool MayCut), ChargeInMaking>();
        foreach (var line in lines)
        {
            var tariff = context.Book.Find(line.Tariff)!;
            foreach (var part in tariff.Distribution(line.Service, line.Component).Distribute(line.Amount))
            {
                if (part.Amount == 0)
                    continue;
                if (context.Chart.Account(part.Share.Fund, part.Share.Account) is not { } account)
                    return Parking.Because("accountMissing", ("fund", part.Share.Fund), ("account", part.Share.Account), ("service", line.Service));
                Put((line.Service, part.Share.Fund, line.MayCutWater), account, part.Amount);
            }
        }
        foreach (var due in beside)
            Put((due.Service, due.FundCode, due.MayCutWater), due.GlAccountId, due.Amount);
        foreach (var (key, charge) in open)
            if (Add(stay, key, charge, charges, entries) is { } parking)
                return parking;
        return null;

        void Put((string Service, string Fund, bool MayCut) key, Guid account, decimal amount)
        {
            if (!open.TryGetValue(key, out var charge))
                open[key] = charge = new ChargeInMaking();
            charge.Amount += amount;
            charge.Credits[account] = charge.Credits.GetValueOrDefault(account) + amount;
        }
    }

    private Parking? Add(StayToBill stay, (string Service, string Fund, bool MayCut) key, ChargeInMaking charge, List<PostedCharge> charges, List<PostedEntry> entries)
    {
        if (charge.Amount < 0)
            return Parking.Because("negativeService", ("service", key.Service), ("amount", charge.Amount.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture)));
        if (context.Chart.Fund(key.Fund) is not { } fund || context.Chart.Receivable(key.Fund, key.Service) is not { } receivable)
            return Parking.Because("receivableMissing", ("fund", key.Fund), ("service", key.Service));

        Guid? chargeId = null;
        if (charge.Amount > 0)
        {
            chargeId = guids.Create();
            charges.Add(new PostedCharge(chargeId.Value, key.Service, fund, receivable, charge.Amount, key.MayCut));
            entries.Add(new PostedEntry(entries.Count + 1, fund, receivable, charge.Amount, key.Service, chargeId, stay.AccountId, stay.PremiseId));
        }
        foreach (var (account, amount) in charge.Credits.Where(c => c.Value != 0))
            entries.Add(new PostedEntry(entries.Count + 1, fund, account, -amount, key.Service, chargeId, null, null));
        return null;
    }

    private sealed class ChargeInMaking
    {
        public decimal Amount { get; set; }
        public Dictionary<Guid, decimal> Credits { get; } = [];
    }
}

/// <summary>Why an account could not be billed, as a code with its figures; the sentence is <c>Billing:Park.{Reason}</c> or a rating refusal's own.</summary>
internal sealed record Parking(string Code, IReadOnlyDictionary<string, string> Values)
{
    public static Parking Because(string reason, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var data = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in values)
            data[name] = value;
        return new Parking($"Billing:Park.{reason}", data);
    }

    public static Parking Because(RatingRefusal refusal) => new(refusal.Code, refusal.Values);
}

internal sealed record PostedCharge(Guid Id, string Service, Guid Fund, Guid Receivable, decimal Amount, bool MayCutWater);

/// <param name="Account">The customer's account, on receivable entries only.</param>
internal sealed record PostedEntry(int N, Guid Fund, Guid GlAccount, decimal Amount, string Service, Guid? Charge, Guid? Account, Guid? Premise);

internal sealed record PostedRead(Guid Agreement, int N, Guid Read, Guid? PreviousRead, decimal Usage);
