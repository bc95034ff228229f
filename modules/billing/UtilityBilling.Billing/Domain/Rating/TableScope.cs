using UtilityBilling.Billing.Tariffs;

namespace UtilityBilling.Billing.Rating;

/// <summary>Looks up an ordinance's tables by what is known of an agreement: class, size, enrolment, season, a fact, the range of a number.</summary>
internal abstract class TableScope(AgreementScope agreement)
{
    public AgreementScope Agreement => agreement;
    public RatingRefusal? Refusal => agreement.Refusal;

    /// <summary>A number by its name; a refusal is left behind when it is not known.</summary>
    public virtual decimal? Number(string name) => agreement.NumberFact(name);

    /// <summary>A figure, or what a table of them says; empty where the ordinance has none.</summary>
    public decimal? Figure(Choice<TariffPrice>? choice) => choice is null ? null : Pick(choice)?.Amount;

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
        if (Agreement.Agreement.Discounts is not { } enrolled)
        {
            Agreement.RefuseFact("discounts");
            return null;
        }

        // With several enrolments the one that the ordinance names first counts.
        if (enrolled.Count > 0)
            foreach (var (key, option) in choice.Options)
                if (Agreement.IsEnrolled(enrolled, key))
                    return option;
        return choice.Option(Choice<T>.NoDiscount);
    }

    private Choice<T>? ByKey<T>(Choice<T> choice) where T : class
    {
        var (table, key) = choice.By switch
        {
            ChoiceBy.Class => ("class", Agreement.Agreement.Class),
            ChoiceBy.MeterSize => ("meterSize", Agreement.Agreement.MeterSize),
            ChoiceBy.Season => ("season", Season()),
            _ => (choice.Fact!, Agreement.Fact(choice.Fact!)?.Text),
        };
        if (key is null)
        {
            Agreement.RefuseFact(table);
            return null;
        }

        var option = choice.Option(key);
        if (option is null)
            Agreement.Refuse("noPrice", ("table", table), ("value", key));
        return option;
    }

    /// <summary>The season that holds, or <c>*</c>.</summary>
    protected abstract string Season();
}
