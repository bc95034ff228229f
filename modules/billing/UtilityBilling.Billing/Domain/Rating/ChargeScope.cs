using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>What is known of one charge of an agreement: the agreement's facts, and what follows from the charge's own days, season and usage.</summary>
internal sealed class ChargeScope(PlannedCharge charge, AgreementScope agreement, ChargedDays days) : TableScope(agreement)
{
    /// <summary>Numbers that are known without a fact: days charged, months of the bill, the service's registered usage.</summary>
    public const string DaysFact = "days", MonthsFact = "months", UsageFact = "usage";

    public PlannedCharge Charge => charge;
    public ChargedDays Days => days;

    /// <summary>How often a price per month or year counts.</summary>
    public int Months => Agreement.Input.PeriodMonths ?? charge.Tariff.Document.PeriodMonths;

    public override decimal? Number(string name) => name switch
    {
        DaysFact => days.Count,
        MonthsFact => Months,
        UsageFact => Registered(),
        _ => base.Number(name),
    };

    /// <summary>What the agreement's meters counted, or those of the service whose usage it bills; of the whole bill, also where a rate change splits it.</summary>
    public decimal? Registered()
    {
        var usage = Agreement.Agreement.Usage ?? Borrowed(charge.UsageFactor);
        if (usage is null)
            Agreement.RefuseFact($"{UsageFact}.{charge.Service.UsageFrom ?? charge.Service.Id}");
        return usage;
    }

    /// <summary>Whether the usage is another service's, which bills in another unit.</summary>
    public bool IsConverted => Agreement.Agreement.Usage is null && charge.UsageFactor != 1m;

    /// <summary>What the meters of the service whose usage this one bills counted.</summary>
    public decimal? Borrowed(decimal factor)
    {
        decimal? usage = null;
        if (charge.Service.UsageFrom is { } source)
            foreach (var other in Agreement.Input.Agreements)
                if (other.Service == source && other.Usage is { } counted)
                    usage = (usage ?? 0m) + (factor == 1m ? counted : Math.Round(counted * factor, 6));
        return usage;
    }

    /// <summary>The season of the date that the service's prices go by; <c>*</c> on a day that is in none.</summary>
    protected override string Season()
    {
        var date = charge.RateKey switch
        {
            RateKey.BillDate => Agreement.Input.BillDate,
            RateKey.ReadDate => Agreement.Input.ReadDate ?? Agreement.Input.To,
            _ => days.From,
        };
        return charge.Tariff.Document.SeasonOn(date)?.Id ?? Choice<TariffPrice>.Others;
    }
}
