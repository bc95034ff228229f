namespace UtilityBilling.Billing.Tariffs;

/// <summary>When the partner's money becomes payable: at the bill, or only when it is collected.</summary>
public enum PassThroughBasis { Billed, Collected }

/// <summary>Money that belongs to another body. On the collected basis the share's account holds it uncollected, and each payment moves its part to <see cref="PayableAccount"/>.</summary>
public sealed record PassThrough(string Partner, PassThroughBasis Basis, string PayableAccount);

/// <summary>One fund's and general-ledger account's part of a charge, in percent. One share of several takes the cents that rounding leaves.</summary>
public sealed record DistributionShare(string Fund, string Account, decimal Percent, bool TakesRounding, PassThrough? PassThrough);

/// <summary>One part of an amount, in cents.</summary>
public readonly record struct DistributedAmount(DistributionShare Share, decimal Amount);

/// <summary>How a charge is spread over funds and general-ledger accounts. The shares sum to 100 %, and the parts always sum to the amount, to the cent.</summary>
public sealed record Distribution(IReadOnlyList<DistributionShare> Shares)
{
    /// <summary>Splits an amount: every share but one is cut to cents half up, and the named one takes what is left.</summary>
    public DistributedAmount[] Distribute(decimal amount)
    {
        var parts = new DistributedAmount[Shares.Count];
        var taker = 0;
        var left = amount;
        for (var i = 0; i < parts.Length; i++)
        {
            var share = Shares[i];
            if (share.TakesRounding)
            {
                taker = i;
                continue;
            }

            var part = RoundingRule.Cents.Apply(amount * share.Percent / 100m);
            parts[i] = new DistributedAmount(share, part);
            left -= part;
        }

        parts[taker] = new DistributedAmount(Shares[taker], left);
        return parts;
    }
}
