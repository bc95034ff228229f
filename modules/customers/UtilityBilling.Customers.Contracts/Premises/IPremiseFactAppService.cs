using System.ComponentModel.DataAnnotations;
using UtilityBilling.Customers.Enrollments;

namespace UtilityBilling.Customers.Premises;

/// <summary>What is, was and will be true of a premise: the facts that tariffs ask for, and what the town keeps besides.</summary>
public interface IPremiseFactAppService
{
    /// <summary>Every fact that a tariff asks for or that the premise has, with its values: in force first, then to come, then past.</summary>
    Task<PremiseFactsDto> ListAsync(Guid premiseId, CancellationToken cancellationToken = default);

    /// <summary>One fact by its name, with the premise's values of it.</summary>
    Task<FactValuesDto> OfNameAsync(Guid premiseId, string name, CancellationToken cancellationToken = default);

    /// <summary>One value of a fact.</summary>
    Task<PremiseFactDto> GetAsync(Guid factId, CancellationToken cancellationToken = default);

    /// <summary>Says what is true from a day on; the value in force ends the same day, and where a later one begins, the new one ends.</summary>
    Task<PremiseFactDto> AddAsync(Guid premiseId, PremiseFactInput input, CancellationToken cancellationToken = default);

    /// <summary>Puts a wrong value, day or source right. The value before it that ended on its first day moves along.</summary>
    Task<PremiseFactDto> CorrectAsync(Guid factId, CorrectFactInput input, CancellationToken cancellationToken = default);

    /// <summary>It is true no longer from a day on, and nothing else is known in its place.</summary>
    Task EndAsync(Guid factId, EndFactInput input, CancellationToken cancellationToken = default);

    /// <summary>Takes a value out that should never have been entered; the one before it holds again in its place. The audit log keeps it.</summary>
    Task RemoveAsync(Guid factId, RemoveFactInput input, CancellationToken cancellationToken = default);
}

/// <param name="Others">Facts that the town keeps besides, and that this premise has no value of.</param>
public sealed record PremiseFactsDto(Guid PremiseId, string Address, IReadOnlyList<FactValuesDto> Facts, IReadOnlyList<FactChoice> Others);

public sealed record FactValuesDto(FactChoice Fact, IReadOnlyList<PremiseFactDto> Values);

/// <param name="Value">As it is kept: a number without commas, <c>true</c> or <c>false</c>, or a word.</param>
/// <param name="To">The first day on which it is no longer true.</param>
/// <param name="IsNamed">Whether a tariff names the word; a number or yes and no always is.</param>
public sealed record PremiseFactDto(Guid Id, Guid PremiseId, string Name, string Label, FactKind Kind, string Value, DateOnly From, DateOnly? To, string Source, FactState State, bool IsNamed, uint Version);

/// <summary>A value of a fact from a day on.</summary>
public sealed class PremiseFactInput
{
    [Display(Name = "Customers:Field.FactName"), Required, StringLength(60)]
    public string Name { get; set; } = "";

    [Display(Name = "Customers:Field.FactValue"), Required, StringLength(200)]
    public string Value { get; set; } = "";

    [Display(Name = "Customers:Field.From"), Required]
    public DateOnly? From { get; set; }

    /// <summary>The first day on which it is no longer true, such as the expiry of a credit.</summary>
    [Display(Name = "Customers:Field.FactUntil")]
    public DateOnly? To { get; set; }

    /// <summary>Where it is known from: a permit, a survey, the assessor.</summary>
    [Display(Name = "Customers:Field.FactSource"), Required, StringLength(200)]
    public string Source { get; set; } = "";
}

/// <summary>The value as it should have been entered, and why.</summary>
public sealed class CorrectFactInput
{
    [Display(Name = "Customers:Field.FactValue"), Required, StringLength(200)]
    public string Value { get; set; } = "";

    [Display(Name = "Customers:Field.From"), Required]
    public DateOnly? From { get; set; }

    [Display(Name = "Customers:Field.FactUntil")]
    public DateOnly? To { get; set; }

    [Display(Name = "Customers:Field.FactSource"), Required, StringLength(200)]
    public string Source { get; set; } = "";

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}

public sealed class EndFactInput
{
    [Display(Name = "Customers:Field.FactUntil"), Required]
    public DateOnly? On { get; set; }

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}

public sealed class RemoveFactInput
{
    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}
