using System.ComponentModel.DataAnnotations;

namespace UtilityBilling.Customers.Enrollments;

/// <summary>What is entered to enrol.</summary>
public sealed class EnrollInput
{
    [Display(Name = "Customers:Field.Program"), Required, StringLength(60)]
    public string Program { get; set; } = "";

    [Display(Name = "Customers:Field.Premise"), Required]
    public Guid? PremiseId { get; set; }

    [Display(Name = "Customers:Field.From"), Required]
    public DateOnly? From { get; set; }

    /// <summary>The first day that no longer counts; by the town's rule when left out.</summary>
    [Display(Name = "Customers:Field.EnrolledUntil")]
    public DateOnly? To { get; set; }

    [Display(Name = "Customers:Field.ReviewOn")]
    public DateOnly? ReviewOn { get; set; }

    /// <summary>Why, and on what evidence.</summary>
    [Display(Name = "Customers:Field.Evidence"), Required, StringLength(500)]
    public string Note { get; set; } = "";

    /// <summary>It counts for whoever lives there, such as a stormwater credit.</summary>
    [Display(Name = "Customers:Field.StaysWithPremise")]
    public bool StaysWithPremise { get; set; }
}

/// <summary>What is entered to go on from the old end.</summary>
public sealed class RenewInput
{
    [Display(Name = "Customers:Field.EnrolledUntil")]
    public DateOnly? To { get; set; }

    [Display(Name = "Customers:Field.ReviewOn")]
    public DateOnly? ReviewOn { get; set; }

    [Display(Name = "Customers:Field.Evidence"), Required, StringLength(500)]
    public string Note { get; set; } = "";

    public uint Version { get; set; }
}

/// <summary>What is entered to end before the time.</summary>
public sealed class EndEnrollmentInput
{
    [Display(Name = "Customers:Field.EnrolledUntil"), Required]
    public DateOnly? On { get; set; }

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}

/// <summary>Another end or review date, and why.</summary>
public sealed class ChangeEnrollmentInput
{
    /// <summary>Empty is without end.</summary>
    [Display(Name = "Customers:Field.EnrolledUntil")]
    public DateOnly? To { get; set; }

    [Display(Name = "Customers:Field.ReviewOn")]
    public DateOnly? ReviewOn { get; set; }

    [Display(Name = "Customers:Field.Reason"), Required, StringLength(500)]
    public string Reason { get; set; } = "";

    public uint Version { get; set; }
}
