package dev.perdure.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.AbstractClassesTransformer;
import java.util.LinkedHashSet;
import java.util.Set;

/** Sees the packages that the classes are in, instead of the classes. */
final class PackagesWithClasses extends AbstractClassesTransformer<JavaPackage> {

    PackagesWithClasses() {
        super("packages");
    }

    @Override
    public Iterable<JavaPackage> doTransform(JavaClasses classes) {
        Set<JavaPackage> packages = new LinkedHashSet<>();
        for (JavaClass type : classes) {
            packages.add(type.getPackage());
        }
        return packages;
    }
}
