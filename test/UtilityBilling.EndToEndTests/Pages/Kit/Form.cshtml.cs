using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using UtilityBilling.Hosting.Web;

namespace UtilityBilling.EndToEndTests.Pages.Kit;

[AllowAnonymous]
public sealed class KitFormModel : PageModel
{
    private static int _posts;

    public static IReadOnlyList<SelectListItem> Reasons { get; } = [new("Leak on the customer's side", "leak"), new("Wrong read", "read"), new("Courtesy", "courtesy")];

    public static IReadOnlyList<SelectListItem> Kinds { get; } = [new("A credit to the customer", "Credit"), new("A charge to the customer", "Charge")];

    public static int Posted => _posts;

    [BindProperty]
    public KitInput Input { get; set; } = new();

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid)
            return this.Invalid();
        Interlocked.Increment(ref _posts);
        this.Alerts().Success("The adjustment waits for approval.");
        return this.GoTo("/Kit");
    }
}

public enum KitKind
{
    Credit,
    Charge,
}

public sealed class KitInput
{
    public KitKind Kind { get; set; }

    [Range(-5000, 5000), Display(Name = "Amount")]
    public decimal Amount { get; set; }

    public DateOnly EffectiveOn { get; set; } = new(2026, 11, 23);

    [Required, Display(Name = "Reason")]
    public string? Reason { get; set; }

    public int? Gallons { get; set; }

    [EmailAddress, DataType(DataType.EmailAddress), Display(Name = "E-mail")]
    public string? Email { get; set; }

    [StringLength(500)]
    public string? Remark { get; set; }

    public bool ShowOnBill { get; set; } = true;
}
