using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Billing.Postage;

/// <summary>What a run's mail costs: pieces by sort level, weight and price, and what is not mailed with its reason; together all pieces of the run.</summary>
public interface IPostageAppService
{
    /// <summary>Its pieces add up to the run's statements and copies.</summary>
    Task<IReadOnlyList<PostalRow>> SummaryAsync(Guid runId, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<PostageRateDto>> RatesAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a price from a day on. A day's prices of a level are those of its latest day.</summary>
    Task AddRateAsync(PostageRateInput input, CancellationToken cancellationToken = default);
}

/// <param name="Line">What the row counts: <c>FiveDigit</c> … <c>SinglePiece</c>, <c>Unsorted</c>, <c>ByEmail</c>, or <c>LeftOut</c> with the reason.</param>
/// <param name="Ounces">Of all its pieces; empty for what is not mailed.</param>
/// <param name="Price">Of one piece; empty where the town has entered none for the weight.</param>
public sealed record PostalRow(string Line, int? Sheets, long Pieces, decimal? Ounces, decimal? Price, decimal? Postage);

public sealed record PostageRateDto(SortLevel Level, DateOnly From, decimal UpToOunces, decimal Price);

public sealed class PostageRateInput
{
    [Display(Name = "Billing:Field.SortLevel")]
    public SortLevel Level { get; set; }

    [Display(Name = "Billing:Field.RateFrom"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Billing:Field.UpToOunces"), Required, Range(typeof(decimal), "0.1", "70")]
    public decimal? UpToOunces { get; set; }

    [Display(Name = "Billing:Field.PostagePrice"), Required, Range(typeof(decimal), "0.001", "100")]
    public decimal? Price { get; set; }
}
