using System.Globalization;

namespace UtilityBilling.Billing.Tariffs;

/// <summary>Reads shares of funds and accounts: they sum to 100 %, and one of several takes the rounding.</summary>
internal static class DistributionReader
{
    public static Distribution Read(ObjectReader parent, ProblemList problems)
    {
        var items = parent.Items("distribution");
        var shares = new List<DistributionShare>();
        for (var i = 0; i < items.Count; i++)
        {
            var reader = ObjectReader.Open(items[i], $"{parent.At("distribution")}[{i}]", problems, "fund", "account", "percent", "takesRounding", "passThrough");
            if (reader is null)
                continue;
            var percent = reader.RequiredNumber("percent");
            shares.Add(new DistributionShare(reader.Text("fund"), reader.Text("account"), percent, items.Count == 1 || reader.Boolean("takesRounding") == true, PassThroughOf(reader, problems)));
        }

        var sum = shares.Sum(s => s.Percent);
        if (sum != 100m)
            parent.Problem("distribution", "sharesSum", ("sum", sum.ToString("0.######", CultureInfo.InvariantCulture)));
        if (shares.Count > 1 && shares.Count(s => s.TakesRounding) != 1)
            parent.Problem("distribution", "sharesRounding");
        if (shares.GroupBy(s => (s.Fund, s.Account)).Any(g => g.Count() > 1))
            parent.Problem("distribution", "sharesTwice");
        return new Distribution(shares);
    }

    private static PassThrough? PassThroughOf(ObjectReader parent, ProblemList problems)
    {
        var reader = ObjectReader.Open(parent.Find("passThrough"), parent.At("passThrough"), problems, "partner", "basis", "payableAccount");
        if (reader is null)
            return null;
        var basis = reader.RequiredWord<PassThroughBasis>("basis", ("billed", PassThroughBasis.Billed), ("collected", PassThroughBasis.Collected));
        return new PassThrough(reader.Text("partner"), basis, reader.Text("payableAccount"));
    }
}

/// <summary>How money is rounded, and where.</summary>
internal sealed record ServiceRounding(RoundingRule Rule, RoundingPlace At)
{
    /// <summary>A total is rounded, and no line for itself.</summary>
    public bool IsOfTotal => At is RoundingPlace.Service or RoundingPlace.Bill;
}

/// <summary>Reads where and how money is rounded.</summary>
internal static class RoundingReader
{
    public static ServiceRounding Read(ObjectReader parent, ProblemList problems, ServiceRounding inherited, RoundingPlace highest)
    {
        var reader = ObjectReader.Open(parent.Find("rounding"), parent.At("rounding"), problems, "mode", "decimals", "at");
        if (reader is null)
            return inherited;
        reader.Required("decimals");
        var rule = new RoundingRule(PriceReader.Mode(reader), reader.Whole("decimals", 0, 2) ?? 2);
        var at = reader.RequiredWord<RoundingPlace>("at", ("line", RoundingPlace.Line), ("tier", RoundingPlace.Tier), ("service", RoundingPlace.Service), ("bill", RoundingPlace.Bill));
        if (at > highest)
            reader.Problem("at", at == RoundingPlace.Bill ? "roundingInsideBill" : "roundingInsideTotal");
        return new ServiceRounding(rule, at);
    }
}

/// <summary>Reads what a period costs that is not a whole one. Nothing is assumed: what shrinks is written down.</summary>
internal static class ProrationReader
{
    public static Proration Read(ObjectReader parent, ProblemList problems)
    {
        var node = parent.Find("proration");
        if (node is null or { Kind: SourceKind.Text, Text: "none" })
            return Proration.None;
        var reader = ObjectReader.Open(node, parent.At("proration"), problems, "method", "scale", "standardDays", "fullFrom", "fullTo", "dailyRounding", "whole");
        if (reader is null)
            return Proration.None;
        var byMonths = reader.RequiredWord<bool>("method", ("days", false), ("months", true));
        reader.Required("scale");
        var proration = new Proration(Scope(reader), reader.Whole("standardDays", 1, 400), reader.Whole("fullFrom", 0, 400), reader.Whole("fullTo", 0, 400), PriceReader.Rounding(reader, 6, "dailyRounding"))
        {
            ByMonths = byMonths,
            Whole = Whole(reader),
        };
        foreach (var name in byMonths ? ["standardDays", "dailyRounding"] : Array.Empty<string>())
            if (reader.Has(name))
                reader.Problem(name, "monthsHaveNoDays", ("name", name));
        if (reader.Has("fullFrom") != reader.Has("fullTo"))
            problems.Add(reader.Node.Line, reader.Path, "fullBoth");
        if (proration.FullFrom > proration.FullTo)
            reader.Problem("fullFrom", "minimumAboveMaximum");
        return proration;
    }

    private static ShortPeriod Whole(ObjectReader reader)
    {
        var whole = ShortPeriod.None;
        foreach (var word in reader.Words("whole"))
        {
            var reason = word switch { "new" => ShortPeriod.New, "final" => ShortPeriod.Final, "stop" => ShortPeriod.Stop, _ => ShortPeriod.None };
            if (reason == ShortPeriod.None)
                reader.Problem("whole", "unknownWord", ("value", word), ("allowed", "new, final, stop"));
            whole |= reason;
        }

        return whole;
    }

    private static ProrationScope Scope(ObjectReader reader)
    {
        var scope = ProrationScope.None;
        foreach (var word in reader.Words("scale"))
        {
            var part = word switch
            {
                "fixed" => ProrationScope.Fixed,
                "tiers" => ProrationScope.Tiers,
                "allowances" => ProrationScope.Allowances,
                "winterAverage" => ProrationScope.WinterAverage,
                "limits" => ProrationScope.Limits,
                _ => ProrationScope.None,
            };
            if (part == ProrationScope.None)
                reader.Problem("scale", "unknownWord", ("value", word), ("allowed", "fixed, tiers, allowances, winterAverage, limits"));
            scope |= part;
        }

        return scope;
    }
}
