using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>What is known of one charge of an agreement: the agreement's facts, and what follows from the charge's own days, season and usage.</summary>
internal sealed class ChargeScope(PlannedCharge charge, AgreementScope agreement, ChargedDays days)
{
    /// <summary>Numbers that are known without a fact: days charged, months of the bill, the service's registered usage.</summary>
    public const string DaysFact = "days", MonthsFact = "months", UsageFact = "usage";

    public PlannedCharge Charge => charge;
    public AgreementScope Agreement => agreement;
    public ChargedDays Days => days;
    public RatingRefusal? Refusal => agreement.Refusal;

    /// <summary>How often a price per month or year counts.</summary>
    public int Months => agreement.Input.PeriodMonths ?? charge.Tariff.Document.PeriodMonths;

    public decimal? Number(string name) => name switch
    {
        DaysFact => days.Count,
        MonthsFact => Months,
        UsageFact => Registered(),
        _ => agreement.NumberFact(name),
    };

    /// <summary>What the agreement's meters counted, or those of the service whose usage it bills; of the whole bill, also where a rate change splits it.</summary>
    public decimal? Registered()
    {
        var usage = agreement.Agreement.Usage ?? Borrowed(charge.UsageFactor);
        if (usage is null)
            agreement.RefuseFact($"{UsageFact}.{charge.Service.UsageFrom ?? charge.Service.Id}");
        return usage;
    }

    /// <summary>Whether the usage is another service's, which bills in another unit.</summary>
    public bool IsConverted => agreement.Agreement.Usage is null && charge.UsageFactor != 1m;

    /// <summary>What the meters of the service whose usage this one bills counted.</summary>
    public decimal? Borrowed(decimal factor)
    {
        decimal? usage = null;
        if (charge.Service.UsageFrom is { } source)
            foreach (var other in agreement.Input.Agreements)
                if (other.Service == source && other.Usage is { } counted)
                    usage = (usage ?? 0m) + (factor == 1m ? counted : Math.Round(counted * factor, 6));
        return usage;
    }

    public T? Pick<T>(Choice<T> choice) where T : class
    {
        while (choice.Value is null)
        {
            var next = choice.By switch
            {
                ChoiceBy.Discount => ByDiscount(choice),
                ChoiceBy.Range => Number(choice.Fact!) is { } number ? choice.At(number) : null,
                _ => ByKey(choice),
            };
            if (next is null)
                return null;
            choice = next;
        }

        return choice.Value;
    }

    private Choice<T>? ByDiscount<T>(Choice<T> choice) where T : class
    {
        if (agreement.Agreement.Discounts is not { } enrolled)
        {
            agreement.RefuseFact("discounts");
            return null;
        }

        // With several enrolments the one that the ordinance names first counts.
        if (enrolled.Count > 0)
            foreach (var (key, option) in choice.Options)
                if (AgreementScope.Contains(enrolled, key))
                    return option;
        return choice.Option(Choice<T>.NoDiscount);
    }

    private Choice<T>? ByKey<T>(Choice<T> choice) where T : class
    {
        var (table, key) = choice.By switch
        {
            ChoiceBy.Class => ("class", agreement.Agreement.Class),
            ChoiceBy.MeterSize => ("meterSize", agreement.Agreement.MeterSize),
            ChoiceBy.Season => ("season", Season()),
            _ => (choice.Fact!, agreement.Fact(choice.Fact!)?.Text),
        };
        if (key is null)
        {
            agreement.RefuseFact(table);
            return null;
        }

        var option = choice.Option(key);
        if (option is null)
            agreement.Refuse("noPrice", ("table", table), ("value", key));
        return option;
    }

    /// <summary>The season of the date that the service's prices go by; <c>*</c> on a day that is in none.</summary>
    private string Season()
    {
        var date = charge.Service.RateKey switch
        {
            RateKey.BillDate => agreement.Input.BillDate,
            RateKey.ReadDate => agreement.Input.ReadDate ?? agreement.Input.To,
            _ => days.From,
        };
        return charge.Tariff.Document.SeasonOn(date)?.Id ?? Choice<TariffPrice>.Others;
    }
}
