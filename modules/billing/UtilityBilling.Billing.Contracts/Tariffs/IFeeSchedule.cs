namespace UtilityBilling.Billing.Tariffs;

/// <summary>The fees for acts that the town adopted (late, returned payment, shut-off …). Nobody types a fee.</summary>
public interface IFeeSchedule
{
    /// <summary>The fee in force on a day; empty when no approved tariff names it.</summary>
    /// <param name="fee">Its name in the fee schedule, such as <c>late</c>.</param>
    Task<AdoptedFee?> FindAsync(string fee, DateOnly date, CancellationToken cancellationToken = default);
}

/// <summary>A fee of an approved tariff.</summary>
/// <param name="Label">In the reader's language.</param>
/// <param name="Tariff">The document that sets it.</param>
/// <param name="Terms">Its figures in the reader's language, as the ordinance has them.</param>
public abstract record AdoptedFee(string Fee, string Label, string Tariff, string Ordinance, string Terms)
{
    /// <summary>
    /// The fee in cents. A fee whose tables ask for a class, a size or a fact that is not given is refused with <see cref="BillingErrorCodes.FeeNeedsFact"/>.
    /// </summary>
    /// <param name="onAmount">What a percentage is taken of, in the currency.</param>
    public abstract decimal On(decimal onAmount);
}
